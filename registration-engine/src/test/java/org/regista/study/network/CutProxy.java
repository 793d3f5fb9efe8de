package org.regista.study.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A cable between us and a peer that can be cut: after so many bytes nothing passes any more,
 * either in silence, as when a link goes down, or with both ends closed, as when a process is
 * killed.
 */
public final class CutProxy implements AutoCloseable {

  /** How it breaks. */
  public enum Cut {
    SILENCE,
    CLOSED
  }

  private final ServerSocket server;
  private final int peerPort;
  private final Cut cut;
  private final AtomicLong left;
  private final CompletableFuture<Long> cutAtNanos = new CompletableFuture<>();
  private final List<Socket> sockets = Collections.synchronizedList(new ArrayList<>());

  /**
   * @param bytes that pass, both directions together
   */
  public CutProxy(int peerPort, long bytes, Cut cut) {
    this.peerPort = peerPort;
    this.cut = cut;
    this.left = new AtomicLong(bytes);
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

  /** When it was cut, as {@link System#nanoTime} tells; waits for it. */
  public long cutAtNanos() {
    return cutAtNanos.join();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket peer = new Socket(InetAddress.getLoopbackAddress(), peerPort);
        sockets.add(client);
        sockets.add(peer);
        Thread.ofVirtual().start(() -> pass(client, peer));
        Thread.ofVirtual().start(() -> pass(peer, client));
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] bytes = new byte[1024];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        if (left.addAndGet(-count) < 0) {
          cutAtNanos.complete(System.nanoTime());
          if (cut == Cut.CLOSED) {
            from.close();
            to.close();
          }
          return;
        }
        out.write(bytes, 0, count);
      }
      to.close();
    } catch (IOException e) {
      // one end is gone, and the other will be
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : List.copyOf(sockets)) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
