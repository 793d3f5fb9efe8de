package org.regista.study.network.association;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * A connection before DICOM is spoken on it.
 *
 * @param raw the connection itself, which can always be closed at once
 * @param used what is read and written: the same, or TLS on top of it
 */
public record Connection(Socket raw, Socket used) {

  /**
   * @throws PeerException if nobody answers there in time
   */
  public static Connection open(String host, int port, Duration time) throws PeerException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(host, port), (int) time.toMillis());
      return new Connection(socket, socket);
    } catch (SocketTimeoutException e) {
      throw failed(
          socket,
          "no connection to %s:%d within %.0f s".formatted(host, port, time.toMillis() / 1000.0),
          e);
    } catch (UnknownHostException e) {
      throw failed(socket, "the host '%s' is not known".formatted(host), e);
    } catch (IOException | IllegalArgumentException e) {
      throw failed(socket, "no connection to %s:%d (%s)".formatted(host, port, e.getMessage()), e);
    }
  }

  private static PeerException failed(Socket socket, String message, Exception cause) {
    try {
      socket.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return new PeerException(message, cause);
  }
}
