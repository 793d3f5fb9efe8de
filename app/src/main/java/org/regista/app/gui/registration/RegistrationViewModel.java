package org.regista.app.gui.registration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import org.regista.app.gui.Workplace;
import org.regista.app.gui.session.WorkViewModel;
import org.regista.app.gui.viewer.Shown;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.app.work.Attempt;
import org.regista.app.work.CommandText;
import org.regista.app.work.Settings;
import org.regista.app.work.Work;
import org.regista.app.work.WorkFolder;
import org.regista.error.RegistrationException;
import org.regista.geometry.LpsPoint;
import org.regista.io.itk.TransformFiles;
import org.regista.job.PlanChoice;
import org.regista.job.result.RegistrationRecord;
import org.regista.job.result.ResultFolder;
import org.regista.job.worker.WorkerMessage;
import org.regista.job.worker.WorkerOutcome;
import org.regista.job.worker.WorkerProcess;
import org.regista.register.Progress;
import org.regista.register.plan.PlanFiles;
import org.regista.transform.AffineTransform;

/** Runs registrations of the open pair in a process of their own. Lives on the FX thread. */
public final class RegistrationViewModel {

  private static final double EARLIEST_ESTIMATE = 0.05;

  private final WorkViewModel work;
  private final AttemptsViewModel attempts;
  private final ViewerViewModel viewer;
  private final Workplace place;
  private final Executor fx;
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(false);
  private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(0);
  private final ReadOnlyStringWrapper doing = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper details = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<List<TracePoint>> trace =
      new ReadOnlyObjectWrapper<>(List.of());
  private final AtomicReference<@Nullable List<WorkerMessage>> arrived = new AtomicReference<>();
  private @Nullable WorkerProcess worker;
  private long startNanos;
  private String where = "";

  /** One iteration, for the plot: similarity is larger where the images agree better. */
  public record TracePoint(String stage, int level, double similarity) {}

  public RegistrationViewModel(
      WorkViewModel work,
      AttemptsViewModel attempts,
      ViewerViewModel viewer,
      Workplace place,
      Executor fx) {
    this.work = work;
    this.attempts = attempts;
    this.viewer = viewer;
    this.place = place;
    this.fx = fx;
  }

  public WorkViewModel work() {
    return work;
  }

  public ReadOnlyBooleanProperty running() {
    return running.getReadOnlyProperty();
  }

  /** Done so far, 0 to 1; negative while it is not known. */
  public ReadOnlyDoubleProperty fraction() {
    return fraction.getReadOnlyProperty();
  }

  /** What the worker does now, and how long it still takes. */
  public ReadOnlyStringProperty doing() {
    return doing.getReadOnlyProperty();
  }

  /** What went wrong and what to do; empty if nothing did. */
  public ReadOnlyStringProperty message() {
    return message.getReadOnlyProperty();
  }

  /** The end of what the worker said, for those who look into a failure. */
  public ReadOnlyStringProperty details() {
    return details.getReadOnlyProperty();
  }

  /** The iterations of the last run so far. */
  public ReadOnlyObjectProperty<List<TracePoint>> trace() {
    return trace.getReadOnlyProperty();
  }

  public void dismissMessage() {
    message.set("");
    details.set("");
  }

  public void changeSettings(String name, UnaryOperator<Settings> how) {
    work.change(name, w -> w.withSettings(how.apply(w.settings())));
  }

  /** Starts a registration as the settings say; nothing if one runs. */
  public void run() {
    if (running.get() || work.work().get().isEmpty()) {
      return;
    }
    Work now = work.work().get().get();
    WorkFolder folder = work.folder();
    int number = now.nextNumber();
    dismissMessage();
    trace.set(List.of());
    fraction.set(-1);
    doing.set("Starting …");
    where = "at the start";
    try {
      writeStart(now, folder.start(number));
      List<String> arguments =
          CommandText.arguments(now, folder.start(number), folder.attempt(number));
      startNanos = System.nanoTime();
      worker =
          WorkerProcess.start(
              command(arguments),
              folder.path(),
              this::arrived,
              outcome -> fx.execute(() -> ended(number, now, arguments, outcome)));
      running.set(true);
    } catch (RegistrationException e) {
      doing.set("");
      message.set(e.getMessage());
    }
  }

  private List<String> command(List<String> arguments) {
    List<String> words = new ArrayList<>(place.program());
    words.addAll(arguments);
    words.add("--worker");
    return words;
  }

  private void writeStart(Work now, Path file) {
    if (!now.settings().start().equals(Settings.PLACED)) {
      return;
    }
    viewer
        .shown()
        .get()
        .map(s -> s.loaded().scene())
        .ifPresent(
            scene -> {
              LpsPoint centre = scene.fixed().grid().centre();
              TransformFiles.write(
                  new AffineTransform(
                      scene.fixed().space(), scene.moving().space(), now.placement()),
                  centre,
                  file);
            });
  }

  /** Many messages, one visit to the FX thread. */
  private void arrived(WorkerMessage message) {
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
    if (messages == null || !running.get()) {
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

  /** Ends the run without a result. */
  public void cancel() {
    WorkerProcess running = worker;
    if (running != null) {
      doing.set("Cancelling …");
      running.cancel();
    }
  }

  /** Ends the run soon, with the best so far. */
  public void endEarly() {
    WorkerProcess running = worker;
    if (running != null) {
      doing.set("Ending with the best so far …");
      running.endEarly();
    }
  }

  /** The window goes. */
  public void close() {
    WorkerProcess running = worker;
    if (running != null) {
      running.kill();
    }
  }

  private void ended(int number, Work asked, List<String> arguments, WorkerOutcome outcome) {
    running.set(false);
    worker = null;
    doing.set("");
    boolean same =
        work.work().get().filter(w -> w.fixed().equals(asked.fixed())).isPresent()
            && work.work().get().filter(w -> w.moving().equals(asked.moving())).isPresent();
    if (!same) {
      return;
    }
    switch (outcome) {
      case WorkerOutcome.Done done -> finished(number, asked, arguments);
      case WorkerOutcome.Cancelled cancelled -> {
        message.set("Cancelled; nothing was kept.");
        attempts.showWork();
      }
      case WorkerOutcome.Failed failed -> {
        message.set(failed.message());
        details.set(failed.details());
        attempts.showWork();
      }
    }
  }

  private void finished(int number, Work asked, List<String> arguments) {
    try {
      Path folder = work.folder().attempt(number);
      RegistrationRecord record = ResultFolder.open(folder).record();
      String command = CommandText.typed(arguments);
      String how = "%s from %s".formatted(asked.settings().preset(), asked.settings().start());
      work.append(
          w ->
              w.with(
                  new Attempt(
                      number,
                      folder.toString(),
                      how,
                      record.quality().verdict().name(),
                      record.run().seconds(),
                      command)));
    } catch (RegistrationException e) {
      message.set(e.getMessage());
      attempts.showWork();
    }
  }

  /** Names of what there is to choose from. */
  public List<String> presets() {
    return PlanFiles.presetNames();
  }

  public List<String> stages() {
    return PlanChoice.STAGE_LABELS;
  }

  public List<String> metrics() {
    return Arrays.stream(PlanChoice.Metric.values()).map(PlanChoice.Metric::toString).toList();
  }

  public List<String> engines() {
    return place.engines();
  }

  /** Those that this machine can run. */
  public List<String> backends() {
    return place.backends();
  }

  /** What is on the screen; empty if nothing is. */
  public Optional<Shown> shown() {
    return viewer.shown().get();
  }
}
