package org.regista.app.gui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.regista.error.InputDataException;

class TaskViewModelTest {

  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final List<String> said = new ArrayList<>();
  private final TaskViewModel task = new TaskViewModel(waiting::add, Runnable::run);

  private void run(Supplier<Runnable> work) {
    task.run(() -> said.add("begun"), work, said::add);
  }

  @Test
  void aSecondOneIsNotBegunWhileTheFirstRuns() {
    run(() -> () -> said.add("first"));
    run(() -> () -> said.add("second"));
    assertThat(waiting).hasSize(1);
    assertThat(task.busy().get()).isTrue();
    waiting.remove().run();
    assertThat(said).containsExactly("begun", "first");
    assertThat(task.busy().get()).isFalse();
  }

  @Test
  void howeverItEndsTheNextCanBegin() {
    List<RuntimeException> ends =
        List.of(
            new CancellationException(),
            new InputDataException("no such file"),
            new IllegalStateException("a fault"));
    for (RuntimeException end : ends) {
      run(
          () -> {
            throw end;
          });
      waiting.remove().run();
      assertThat(task.busy().get()).as("after %s", end).isFalse();
    }
    assertThat(said)
        .contains("cancelled", "no such file")
        .anyMatch(words -> words.startsWith("A fault of the program"));
  }
}
