package org.regista.app.gui.registration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
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
import org.regista.io.itk.TransformFiles;
import org.regista.job.PlanChoice;
import org.regista.job.result.RegistrationRecord;
import org.regista.job.result.ResultFolder;
import org.regista.job.worker.WorkerOutcome;
import org.regista.job.worker.WorkerProcess;
import org.regista.register.plan.PlanFiles;
import org.regista.transform.AffineTransform;

/** Runs registrations of the open pair in a process of their own. Lives on the FX thread. */
public final class RegistrationViewModel {

  private final WorkViewModel work;
  private final AttemptsViewModel attempts;
  private final ViewerViewModel viewer;
  private final Workplace place;
  private final Executor fx;
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(false);
  private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper details = new ReadOnlyStringWrapper("");
  private final RunProgressViewModel progress;
  private @Nullable WorkerProcess worker;

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
    this.progress = new RunProgressViewModel(attempts, fx);
  }

  public WorkViewModel work() {
    return work;
  }

  public ReadOnlyBooleanProperty running() {
    return running.getReadOnlyProperty();
  }

  /** Done so far, 0 to 1; negative while it is not known. */
  public ReadOnlyDoubleProperty fraction() {
    return progress.fraction();
  }

  /** What the worker does now, and how long it still takes. */
  public ReadOnlyStringProperty doing() {
    return progress.doing();
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
  ReadOnlyObjectProperty<List<RunProgressViewModel.TracePoint>> trace() {
    return progress.trace();
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
    launch(
        w -> "%s from %s".formatted(w.settings().preset(), w.settings().start()),
        CommandText::arguments);
  }

  /** Makes a result of what a hand placed; of an attempt that it moved, with a note of the edit. */
  public void keep() {
    launch(
        w ->
            w.placedFrom() > 0
                ? "attempt %d, edited by hand".formatted(w.placedFrom())
                : "placed by hand",
        (w, files, out) ->
            w.placedFrom() > 0
                ? CommandText.edited(w, files, out)
                : CommandText.placed(w, files, out));
  }

  /** Makes a result of the landmarks alone. */
  public void bend() {
    launch(
        w -> "thin-plate spline through %d landmarks".formatted(w.landmarks().size()),
        CommandText::bent);
  }

  /** The command that a piece of work makes. */
  @FunctionalInterface
  private interface Command {
    List<String> of(Work work, CommandText.Files files, Path out);
  }

  private void launch(Function<Work, String> how, Command command) {
    if (running.get() || work.work().get().isEmpty()) {
      return;
    }
    Work now = work.work().get().get();
    WorkFolder folder = work.folder();
    int number = now.nextNumber();
    dismissMessage();
    progress.begin();
    try {
      writeFiles(now, folder, number);
      List<String> arguments =
          command.of(now, CommandText.Files.of(folder, number), folder.attempt(number));
      Run run = new Run(number, now, how.apply(now), arguments);
      worker =
          WorkerProcess.start(
              command(arguments),
              folder.path(),
              progress::arrived,
              outcome -> fx.execute(() -> ended(run, outcome)));
      running.set(true);
    } catch (RegistrationException e) {
      progress.end();
      message.set(e.getMessage());
    }
  }

  /** A run that was started, and of what. */
  private record Run(int number, Work asked, String how, List<String> arguments) {}

  private List<String> command(List<String> arguments) {
    List<String> words = new ArrayList<>(place.program());
    words.addAll(arguments);
    words.add("--worker");
    return words;
  }

  /** Where the image was placed, and the landmarks, for a command that starts from them. */
  private void writeFiles(Work now, WorkFolder folder, int number) {
    folder.writeLandmarks(number, now.landmarks());
    viewer
        .shown()
        .get()
        .map(s -> s.loaded().scene())
        .filter(scene -> now.isUnkept() || now.settings().start().equals(Settings.PLACED))
        .ifPresent(
            scene ->
                TransformFiles.write(
                    new AffineTransform(
                        scene.fixed().space(), scene.moving().space(), now.placement()),
                    scene.fixed().grid().centre(),
                    folder.start(number)));
  }

  /** Ends the run without a result. */
  public void cancel() {
    WorkerProcess running = worker;
    if (running != null) {
      progress.say("Cancelling …");
      running.cancel();
    }
  }

  /** Ends the run soon, with the best so far. */
  public void endEarly() {
    WorkerProcess running = worker;
    if (running != null) {
      progress.say("Ending with the best so far …");
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

  private void ended(Run run, WorkerOutcome outcome) {
    running.set(false);
    worker = null;
    progress.end();
    boolean same =
        work.work().get().filter(w -> w.fixed().equals(run.asked().fixed())).isPresent()
            && work.work().get().filter(w -> w.moving().equals(run.asked().moving())).isPresent();
    if (!same) {
      return;
    }
    switch (outcome) {
      case WorkerOutcome.Done done -> finished(run);
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

  private void finished(Run run) {
    try {
      Path folder = work.folder().attempt(run.number());
      RegistrationRecord record = ResultFolder.open(folder).record();
      work.append(
          w ->
              w.with(
                  new Attempt(
                      run.number(),
                      folder.toString(),
                      run.how(),
                      record.quality().verdict().name(),
                      record.run().seconds(),
                      CommandText.typed(run.arguments()))));
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
