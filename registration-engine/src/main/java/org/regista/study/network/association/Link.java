package org.regista.study.network.association;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * A connection on which no wait is without end. Java's sockets know a timeout for reading alone,
 * and one that begins anew with each byte; here a watch closes the connection when a read or write
 * is not complete in time, or when the work was cancelled.
 */
final class Link implements AutoCloseable {

  private static final int BUFFER = 1 << 16;
  private static final long LOOK_MS = 50;
  private static final long NEVER = Long.MAX_VALUE;

  private final Socket raw;
  private final Socket used;
  private final InputStream in;
  private final OutputStream out;
  private final BooleanSupplier cancelled;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile long deadline = NEVER;
  private volatile boolean late;

  /**
   * @param raw is closed to end a wait; with TLS, the socket below it
   * @param used what is read and written
   */
  Link(Socket raw, Socket used, BooleanSupplier cancelled) throws IOException {
    this.raw = raw;
    this.used = used;
    this.in = new BufferedInputStream(used.getInputStream(), BUFFER);
    this.out = new BufferedOutputStream(used.getOutputStream(), BUFFER);
    this.cancelled = cancelled;
    Thread.ofVirtual().name("regista-network-watch").start(this::watch);
  }

  private void watch() {
    try {
      while (!closed.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
        if (System.nanoTime() > deadline && deadline != NEVER) {
          late = true;
          closeRaw();
        } else if (cancelled.getAsBoolean()) {
          closeRaw();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeRaw() {
    try {
      raw.close();
    } catch (IOException e) {
      deadline = NEVER; // nothing more can be done about it
    }
  }

  /**
   * Agrees on keys, if this is TLS.
   *
   * @throws PeerException if the peer is not trusted, offers no safe protocol, or is too slow
   */
  void handshake(Duration time) throws PeerException {
    if (!(used instanceof SSLSocket tls)) {
      return;
    }
    this.<Optional<Void>>within(
        time,
        "TLS handshake",
        (in, out) -> {
          try {
            tls.startHandshake();
          } catch (SSLException e) {
            throw new PeerException("no safe connection by TLS (%s)".formatted(e.getMessage()), e);
          }
          return Optional.empty();
        });
  }

  /** Something that reads or writes. */
  @FunctionalInterface
  interface Exchange<T> {
    T run(InputStream in, OutputStream out) throws IOException;
  }

  /**
   * @throws PeerException if it is not done in time, or the connection breaks
   */
  <T> T within(Duration time, String what, Exchange<T> exchange) throws PeerException {
    deadline = System.nanoTime() + time.toNanos();
    try {
      return exchange.run(in, out);
    } catch (PeerException e) {
      throw late || cancelled.getAsBoolean() ? lateOr("", time, what, e) : e;
    } catch (EOFException e) {
      throw lateOr("the connection was closed while waiting for " + what, time, what, e);
    } catch (IOException e) {
      throw lateOr("the connection broke (%s)".formatted(e.getMessage()), time, what, e);
    } finally {
      deadline = NEVER;
    }
  }

  private PeerException lateOr(String otherwise, Duration time, String what, IOException e) {
    if (cancelled.getAsBoolean()) {
      return new PeerException("cancelled", e);
    }
    return new PeerException(
        late ? "no %s within %.0f s".formatted(what, time.toMillis() / 1000.0) : otherwise, e);
  }

  @Override
  public void close() {
    closed.countDown();
    closeRaw();
  }
}
