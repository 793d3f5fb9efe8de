package org.regista.register;

import java.util.concurrent.CancellationException;

/**
 * Set by one thread to end the work of another at its next iteration: without a result, or early
 * with the best one so far.
 */
public final class Cancellation {

  private volatile boolean requested;
  private volatile boolean earlyEnd;

  public void request() {
    requested = true;
  }

  /** The work is to end soon, with what it has reached. */
  public void requestEarlyEnd() {
    earlyEnd = true;
  }

  public boolean isEarlyEndRequested() {
    return earlyEnd;
  }

  public boolean isRequested() {
    return requested;
  }

  /**
   * @throws CancellationException if cancellation was requested
   */
  public void throwIfRequested() {
    if (requested) {
      throw new CancellationException("the registration was cancelled");
    }
  }
}
