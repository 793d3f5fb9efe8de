package org.regista.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.regista.register.Cancellation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns SIGINT and SIGTERM into a cancellation: the process ends only when the work has cleaned up
 * after itself, or has not done so in time. The exit status is that of the signal: 130 or 143.
 */
final class Interruption {

  private static final Logger LOG = LoggerFactory.getLogger(Interruption.class);

  private static final long PATIENCE_SECONDS = 30;

  private final CountDownLatch cleanedUp = new CountDownLatch(1);

  private Interruption() {}

  static Interruption cancelling(Cancellation cancellation) {
    Interruption interruption = new Interruption();
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("regista-interrupt")
                .unstarted(
                    () -> {
                      cancellation.request();
                      interruption.await();
                    }));
    return interruption;
  }

  private void await() {
    try {
      if (!cleanedUp.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the work did not end within {} s; it is broken off", PATIENCE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The work is over; whoever waits for it may go. */
  void over() {
    cleanedUp.countDown();
  }
}
