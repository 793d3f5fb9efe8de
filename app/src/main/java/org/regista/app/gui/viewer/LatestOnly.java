package org.regista.app.gui.viewer;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs jobs of which only the newest matters: one that waits is replaced by the next. */
public final class LatestOnly {

  private final Executor executor;
  private final AtomicReference<@Nullable Consumer<BooleanSupplier>> waiting =
      new AtomicReference<>();

  public LatestOnly(Executor executor) {
    this.executor = executor;
  }

  /**
   * @param job asks its argument whether a newer job waits, and may then end with
   *     CancellationException
   */
  public void submit(Consumer<BooleanSupplier> job) {
    if (waiting.getAndSet(job) == null) {
      executor.execute(this::runNewest);
    }
  }

  private void runNewest() {
    Consumer<BooleanSupplier> job = waiting.getAndSet(null);
    if (job == null) {
      return;
    }
    try {
      job.accept(() -> waiting.get() != null);
    } catch (CancellationException superseded) {
      return; // the newer job is already queued
    }
  }
}
