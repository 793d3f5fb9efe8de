package org.regista.register;

import java.util.concurrent.CancellationException;

/** Set by one thread to end the work of another at its next iteration. */
public final class Cancellation {

  private volatile boolean requested;

  public void request() {
    requested = true;
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
