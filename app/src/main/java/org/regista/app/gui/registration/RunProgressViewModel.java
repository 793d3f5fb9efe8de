package org.regista.app.gui.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import org.regista.job.worker.WorkerMessage;
import org.regista.register.Progress;

/** How far a run is, in numbers, words and pictures. Lives on the FX thread. */
final class RunProgressViewModel {

  private static final double EARLIEST_ESTIMATE = 0.05;

  private final AttemptsViewModel attempts;
  private final Executor fx;
  private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(0);
  private final ReadOnlyStringWrapper doing = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<List<TracePoint>> trace =
      new ReadOnlyObjectWrapper<>(List.of());
  private final AtomicReference<@Nullable List<WorkerMessage>> arrived = new AtomicReference<>();
  private boolean running;
  private long startNanos;
  private String where = "";

  /** One iteration, for the plot: similarity is larger where the images agree better. */
  record TracePoint(String stage, int level, double similarity) {}

  RunProgressViewModel(AttemptsViewModel attempts, Executor fx) {
    this.attempts = attempts;
    this.fx = fx;
  }

  ReadOnlyDoubleProperty fraction() {
    return fraction.getReadOnlyProperty();
  }

  ReadOnlyStringProperty doing() {
    return doing.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<List<TracePoint>> trace() {
    return trace.getReadOnlyProperty();
  }

  void begin() {
    running = true;
    trace.set(List.of());
    fraction.set(-1);
    doing.set("Starting …");
    where = "at the start";
    startNanos = System.nanoTime();
  }

  void say(String words) {
    doing.set(words);
  }

  void end() {
    running = false;
    doing.set("");
  }

  /** Many messages, one visit to the FX thread; called on a thread of the worker's. */
  void arrived(WorkerMessage message) {
    List<WorkerMessage> before =
        arrived.getAndUpdate(
            waiting -> {
              List<WorkerMessage> all = new ArrayList<>(waiting == null ? List.of() : waiting);
              all.add(message);
              return all;
            });
    if (before == null) {
      fx.execute(this::takeArrived);
    }
  }

  private void takeArrived() {
    List<WorkerMessage> messages = arrived.getAndSet(null);
    if (messages == null || !running) {
      return;
    }
    List<TracePoint> points = new ArrayList<>(trace.get());
    for (WorkerMessage message : messages) {
      switch (message) {
        case WorkerMessage.Progressed p -> {
          points.add(
              new TracePoint(
                  p.progress().stage(), p.progress().level(), p.progress().similarity()));
          progressed(p.progress());
        }
        case WorkerMessage.Placed placed -> attempts.showRunning(placed.fixedToMoving(), where);
        case WorkerMessage.Bent bent ->
            attempts.showRunning(bent.displacement(), bent.fixedToMoving(), where);
      }
    }
    trace.set(List.copyOf(points));
  }

  private void progressed(Progress p) {
    fraction.set(p.fraction());
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    double left = seconds / p.fraction() - seconds;
    where = "%s, level %d".formatted(stage(p.stage()), p.level() + 1);
    doing.set(
        p.fraction() < EARLIEST_ESTIMATE
            ? where
            : left < 0.5 ? "Writing the result …" : where + ", about %.0f s left".formatted(left));
  }

  private static String stage(String label) {
    return switch (label) {
      case "init" -> "search for a start";
      case "diffeo" -> "deformable";
      case "discrete" -> "search for large motion";
      case "inverse" -> "inverting";
      default -> label;
    };
  }
}
