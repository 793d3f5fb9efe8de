package org.regista.study.network.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.regista.study.network.association.PeerException;

/** An answer whose every 64 KiB must come in time, however slowly byte follows byte. */
final class WatchedStream extends FilterInputStream {

  private static final int STEP = 1 << 16;
  private static final long LOOK_MS = 50;

  private final Duration time;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile long deadline;
  private volatile boolean late;
  private long sinceStep;

  WatchedStream(InputStream in, Duration time, BooleanSupplier cancelled) {
    super(in);
    this.time = time;
    this.deadline = System.nanoTime() + time.toNanos();
    Thread.ofVirtual().name("regista-web-watch").start(() -> watch(cancelled));
  }

  private void watch(BooleanSupplier cancelled) {
    try {
      while (!closed.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
        if (System.nanoTime() > deadline || cancelled.getAsBoolean()) {
          late = true;
          in.close(); // wakes whoever reads
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      late = true;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count;
    try {
      count = super.read(bytes, offset, length);
    } catch (IOException e) {
      throw late ? tooLate() : e;
    }
    if (late) {
      throw tooLate();
    }
    sinceStep += Math.max(0, count);
    if (sinceStep >= STEP) {
      sinceStep = 0;
      deadline = System.nanoTime() + time.toNanos();
    }
    return count;
  }

  private PeerException tooLate() {
    return new PeerException(
        "no progress in receiving within %.0f s".formatted(time.toMillis() / 1000.0));
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    super.close();
  }
}
