package org.regista.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntConsumer;

/**
 * Runs a loop body for 0 .. count-1 on several threads. Items are handed out in fixed contiguous
 * shares; bodies must write to places of their own, so the outcome is the same for any number of
 * threads.
 */
public final class Workers {

  private Workers() {}

  /**
   * Returns when every item is done. The first exception of a body is rethrown after the other
   * shares have ended.
   */
  public static void forEach(int count, int threads, IntConsumer body) {
    int shares = Math.clamp(threads, 1, Math.max(count, 1));
    List<FutureTask<Void>> tasks = new ArrayList<>();
    for (int share = 1; share < shares; share++) {
      tasks.add(share(count, share, shares, body));
      Thread.ofPlatform().daemon().name("regista-worker-" + share).start(tasks.getLast());
    }
    FutureTask<Void> own = share(count, 0, shares, body);
    own.run();
    tasks.add(own);
    tasks.forEach(Workers::join);
  }

  private static FutureTask<Void> share(int count, int share, int shares, IntConsumer body) {
    int from = (int) ((long) count * share / shares);
    int to = (int) ((long) count * (share + 1) / shares);
    return new FutureTask<>(
        () -> {
          for (int item = from; item < to; item++) {
            body.accept(item);
          }
        },
        null);
  }

  private static void join(FutureTask<Void> task) {
    boolean interrupted = false;
    while (true) {
      try {
        task.get();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        throw rethrow(Objects.requireNonNull(e.getCause()));
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static RuntimeException rethrow(Throwable cause) {
    if (cause instanceof RuntimeException e) {
      return e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
    return new IllegalStateException(cause);
  }
}
