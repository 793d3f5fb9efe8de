package org.regista.app.gui.longitudinal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import org.regista.app.gui.Workplace;
import org.regista.app.studies.StudyItem;
import org.regista.app.work.CommandText;
import org.regista.app.work.Work;
import org.regista.error.RegistrationException;
import org.regista.job.worker.WorkerMessage;
import org.regista.job.worker.WorkerOutcome;
import org.regista.job.worker.WorkerProcess;
import org.regista.register.plan.PlanFiles;

/**
 * Registers follow-ups to the baseline, one after the other, each in a process of its own; one that
 * fails does not stop the others. Lives on the FX thread.
 */
public final class RegisterAllViewModel {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private final Workplace place;
  private final Executor fx;
  private final Runnable finished;
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(false);
  private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(0);
  private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
  private final Deque<StudyItem> queue = new ArrayDeque<>();
  private final List<String> failures = new ArrayList<>();
  private @Nullable WorkerProcess worker;
  private Path folder = Path.of("");
  private int count;
  private int done;

  /**
   * @param finished told after each registration that has left a result
   */
  public RegisterAllViewModel(Workplace place, Runnable finished, Executor fx) {
    this.place = place;
    this.finished = finished;
    this.fx = fx;
  }

  public ReadOnlyBooleanProperty running() {
    return running.getReadOnlyProperty();
  }

  /** Of all of them, 0 to 1. */
  public ReadOnlyDoubleProperty fraction() {
    return fraction.getReadOnlyProperty();
  }

  public ReadOnlyStringProperty said() {
    return said.getReadOnlyProperty();
  }

  public List<String> presets() {
    return PlanFiles.presetNames();
  }

  /** The preset that suits images of these kinds. */
  public static String usualPreset(StudyItem baseline, StudyItem followUp) {
    List<String> both = List.of(baseline.modality(), followUp.modality());
    if (both.contains("PT") && !both.contains("CT")) {
      return "pet-mri";
    }
    return both.contains("CT") && both.contains("MR")
        ? "ct-mri"
        : both.stream().allMatch("MR"::equals) ? "mri-followup" : "generic";
  }

  /**
   * Starts.
   *
   * @param preset empty for what suits each pair
   */
  public void run(StudyItem baseline, List<StudyItem> followUps, String preset) {
    if (running.get() || followUps.isEmpty()) {
      return;
    }
    folder = place.work().resolve("time-points-" + LocalDateTime.now().format(NAME));
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      said.set("The folder '%s' cannot be made (%s).".formatted(folder, e.getMessage()));
      return;
    }
    queue.clear();
    queue.addAll(followUps);
    failures.clear();
    count = followUps.size();
    done = 0;
    running.set(true);
    next(baseline, preset);
  }

  private void next(StudyItem baseline, String preset) {
    StudyItem item = queue.poll();
    fraction.set((double) done / count);
    if (item == null) {
      running.set(false);
      said.set(
          failures.isEmpty()
              ? "%d registered to the baseline.".formatted(count)
              : "%d of %d registered. %s"
                  .formatted(count - failures.size(), count, String.join(" ", failures)));
      return;
    }
    said.set("Registering %d of %d: %s …".formatted(done + 1, count, item.label()));
    try {
      worker =
          WorkerProcess.start(
              command(baseline, item, preset),
              folder,
              this::progressed,
              outcome -> fx.execute(() -> ended(baseline, item, preset, outcome)));
    } catch (RegistrationException e) {
      failures.add(item.label() + ": " + e.getMessage());
      done++;
      next(baseline, preset);
    }
  }

  private List<String> command(StudyItem baseline, StudyItem item, String preset) {
    Work work =
        Work.of(
            baseline.facts().input().orElseThrow().toString(),
            item.facts().input().orElseThrow().toString(),
            preset.isEmpty() ? usualPreset(baseline, item) : preset);
    // the start is searched for, so none of these is read
    CommandText.Files noFiles = new CommandText.Files(folder, folder, folder);
    List<String> words = new ArrayList<>(place.program());
    words.addAll(CommandText.arguments(work, noFiles, folder.resolve("follow-up-" + (done + 1))));
    words.add("--worker");
    return words;
  }

  private void progressed(WorkerMessage message) {
    if (message instanceof WorkerMessage.Progressed p) {
      fx.execute(() -> fraction.set((done + p.progress().fraction()) / count));
    }
  }

  private void ended(StudyItem baseline, StudyItem item, String preset, WorkerOutcome outcome) {
    worker = null;
    done++;
    switch (outcome) {
      case WorkerOutcome.Done d -> finished.run();
      case WorkerOutcome.Failed f -> failures.add(item.label() + ": " + f.message());
      case WorkerOutcome.Cancelled c -> failures.add(item.label() + ": cancelled.");
    }
    next(baseline, preset);
  }

  /** Ends the one that runs, and the others do not begin. */
  public void cancel() {
    queue.forEach(item -> failures.add(item.label() + ": cancelled."));
    queue.clear();
    WorkerProcess current = worker;
    if (current != null) {
      current.cancel();
    }
  }

  /** The window goes. */
  public void close() {
    queue.clear();
    WorkerProcess current = worker;
    if (current != null) {
      current.kill();
    }
  }
}
