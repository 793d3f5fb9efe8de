package org.regista.app.gui;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.regista.error.RegistrationException;
import org.regista.register.Cancellation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * At most one long task of a view-model at a time, away from the FX thread. However it ends, a
 * fault of the program included, the window is told and can begin the next.
 */
public final class TaskViewModel {

  private static final Logger LOG = LoggerFactory.getLogger(TaskViewModel.class);

  private final Executor background;
  private final Executor fx;
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(false);
  private volatile Cancellation cancellation = new Cancellation();

  public TaskViewModel(Executor background, Executor fx) {
    this.background = background;
    this.fx = fx;
  }

  public ReadOnlyBooleanProperty busy() {
    return busy.getReadOnlyProperty();
  }

  /** That of the task which runs, or ran last. */
  public Cancellation cancellation() {
    return cancellation;
  }

  /**
   * Runs {@code task} on the background thread, and what it returns on the FX thread.
   *
   * @param begun called first; nothing at all happens while another task runs
   * @param failed takes, on the FX thread, why it ended otherwise
   */
  public void run(Runnable begun, Supplier<Runnable> task, Consumer<String> failed) {
    if (busy.get()) {
      return;
    }
    cancellation = new Cancellation();
    busy.set(true);
    begun.run();
    background.execute(() -> finish(outcome(task, failed)));
  }

  private static Runnable outcome(Supplier<Runnable> task, Consumer<String> failed) {
    try {
      return task.get();
    } catch (CancellationException e) {
      return () -> failed.accept("cancelled");
    } catch (RegistrationException e) {
      return () -> failed.accept(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("a task of the window ended by a fault of the program", e);
      return () -> failed.accept("A fault of the program (%s); the log tells where.".formatted(e));
    }
  }

  private void finish(Runnable then) {
    fx.execute(
        () -> {
          busy.set(false);
          then.run();
        });
  }
}
