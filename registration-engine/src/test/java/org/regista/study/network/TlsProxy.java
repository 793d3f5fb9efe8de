package org.regista.study.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * TLS in front of a plain server, since Debian's Orthanc cannot do https. It asks for a certificate
 * of those who connect.
 */
public final class TlsProxy implements AutoCloseable {

  private final ServerSocket server;
  private final int peerPort;
  private final TlsContext tls;

  public TlsProxy(int peerPort, TlsContext tls) {
    this.peerPort = peerPort;
    this.tls = tls;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  private void serve(Socket client) {
    try (Socket secured = tls.server(client);
        Socket peer = new Socket(InetAddress.getLoopbackAddress(), peerPort)) {
      Thread back = Thread.ofVirtual().start(() -> pass(peer, secured));
      pass(secured, peer);
      back.join();
    } catch (IOException e) {
      // the client is not let in, or has gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pass(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException e) {
      // one end is gone
    }
    try {
      to.close();
    } catch (IOException e) {
      // it is closed
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
