package org.regista.app.gui.quality;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.regista.app.gui.Session;
import org.regista.app.gui.session.WorkViewModel;
import org.regista.app.report.Signing;
import org.regista.app.work.Judging;
import org.regista.app.work.Landmark;
import org.regista.app.work.Work;
import org.regista.error.RegistrationException;
import org.regista.geometry.Space;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.job.result.OwnedTransform;
import org.regista.job.result.RegistrationRecord;
import org.regista.job.result.ResultFolder;
import org.regista.job.result.SignOff;
import org.regista.quality.JacobianSummary;
import org.regista.quality.LabelOverlap;
import org.regista.quality.LandmarkErrors;
import org.regista.quality.QualityReport;
import org.regista.quality.tg132.Assessment;
import org.regista.quality.tg132.Check;
import org.regista.resample.Interpolation;
import org.regista.resample.Resampler;
import org.regista.transform.Transform;

/** Judges the attempt that is shown. Lives on the FX thread. */
public final class QualityViewModel {

  private final WorkViewModel work;
  private final VolumeFiles files;
  private final Executor background;
  private final Executor fx;
  private final Runnable signed;
  private final ReadOnlyObjectWrapper<Optional<Judged>> judged =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
  private Optional<Question> asked = Optional.empty();
  private Optional<Structures> structures = Optional.empty();

  /**
   * What is known of an attempt.
   *
   * @param checks against the tolerances, in the order of Table III
   * @param jacobian empty for a linear registration
   * @param signature in words; empty if nobody has signed
   */
  public record Judged(
      QualityReport.Verdict verdict,
      List<String> reasons,
      List<Check> checks,
      Optional<JacobianSummary.Histogram> jacobian,
      String signature) {}

  /** What decides the figures. */
  private record Question(
      int attempt, List<Landmark> landmarks, String fixedLabels, String movingLabels) {
    static Question of(Work w) {
      return new Question(
          w.shown(), w.landmarks(), w.judging().fixedLabels(), w.judging().movingLabels());
    }
  }

  /** Overlap that was measured, and of what. */
  private record Structures(
      String folder, String fixedLabels, String movingLabels, LabelOverlap overlap) {}

  /**
   * @param signed told when a result was signed
   */
  public QualityViewModel(
      WorkViewModel work, Session session, Executor background, Executor fx, Runnable signed) {
    this.work = work;
    this.files = session.files();
    this.background = background;
    this.fx = fx;
    this.signed = signed;
    work.work().subscribe((before, now) -> follow(before.map(Work::judging), now));
  }

  public WorkViewModel work() {
    return work;
  }

  /** Empty while no attempt is shown, or it is being measured. */
  public ReadOnlyObjectProperty<Optional<Judged>> judged() {
    return judged.getReadOnlyProperty();
  }

  /** What went wrong; empty if nothing did. */
  public ReadOnlyStringProperty message() {
    return message.getReadOnlyProperty();
  }

  /** The meaning of each uncertainty level. */
  public List<String> levels() {
    return SignOff.LEVELS;
  }

  private void follow(Optional<Judging> before, Optional<Work> now) {
    Optional<Question> question = now.filter(w -> w.shown() > 0).map(Question::of);
    boolean sameTolerances =
        before.map(Judging::tolerances).equals(now.map(w -> w.judging().tolerances()));
    if (question.equals(asked) && sameTolerances) {
      return;
    }
    if (!question.map(Question::attempt).equals(asked.map(Question::attempt))) {
      judged.set(Optional.empty());
    }
    asked = question;
    message.set("");
    if (question.isPresent()) {
      measure(now.orElseThrow());
    } else {
      judged.set(Optional.empty());
    }
  }

  private void measure(Work w) {
    Question question = Question.of(w);
    Path folder = Path.of(w.attempt(w.shown()).folder());
    background.execute(
        () -> {
          try {
            Judged found = judge(w, folder);
            fx.execute(
                () -> {
                  if (asked.equals(Optional.of(question))) {
                    judged.set(Optional.of(found));
                  }
                });
          } catch (RegistrationException e) {
            fx.execute(() -> message.set(e.getMessage()));
          }
        });
  }

  private Judged judge(Work w, Path path) {
    ResultFolder folder = ResultFolder.open(path);
    RegistrationRecord record = folder.record();
    Optional<LandmarkErrors> landmarks = Optional.empty();
    Optional<LabelOverlap> overlap = Optional.empty();
    Judging judging = w.judging();
    boolean outlined = !judging.fixedLabels().isEmpty() && !judging.movingLabels().isEmpty();
    if (outlined || !w.landmarks().isEmpty()) {
      try (OwnedTransform forward = folder.readForward()) {
        landmarks = landmarks(w.landmarks(), forward.transform());
        overlap = outlined ? Optional.of(overlap(folder, judging, forward)) : overlap;
      }
    }
    double voxelMm = Assessment.voxelMm(folder.fixedGrid(), folder.movingGrid());
    QualityReport quality = record.quality();
    return new Judged(
        quality.verdict(),
        quality.reasons(),
        Assessment.of(judging.tolerances(), voxelMm, quality, landmarks, overlap),
        Optional.ofNullable(quality.jacobian()).map(JacobianSummary::histogram),
        signature(record));
  }

  private static Optional<LandmarkErrors> landmarks(List<Landmark> all, Transform forward) {
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            LandmarkErrors.of(
                all.stream().map(Landmark::fixed).toList(),
                all.stream().map(Landmark::moving).toList(),
                forward));
  }

  private static String signature(RegistrationRecord record) {
    SignOff s = record.signOff();
    return s == null
        ? ""
        : "Signed by %s on %s, level %d: %s. %s"
            .formatted(s.name(), s.signed(), s.level(), SignOff.LEVELS.get(s.level()), s.comment());
  }

  /** On the background thread only, which keeps the last answer. */
  private LabelOverlap overlap(ResultFolder folder, Judging judging, OwnedTransform forward) {
    String path = folder.path().toString();
    Optional<LabelOverlap> known =
        structures
            .filter(s -> s.folder().equals(path))
            .filter(s -> s.fixedLabels().equals(judging.fixedLabels()))
            .filter(s -> s.movingLabels().equals(judging.movingLabels()))
            .map(Structures::overlap);
    if (known.isPresent()) {
      return known.get();
    }
    int threads = Runtime.getRuntime().availableProcessors();
    try (Volume fixed = labels(judging.fixedLabels(), folder.fixed());
        Volume moving = labels(judging.movingLabels(), folder.moving());
        Volume warped =
            new Resampler(threads)
                .resample(moving, forward.transform(), fixed.grid(), Interpolation.NEAREST, 0)) {
      LabelOverlap found = LabelOverlap.of(fixed, warped, threads);
      structures =
          Optional.of(new Structures(path, judging.fixedLabels(), judging.movingLabels(), found));
      return found;
    }
  }

  private Volume labels(String file, Space space) {
    Volume asRead = files.read(Path.of(file));
    return new Volume(space, asRead.grid(), asRead.unit(), asRead.voxels());
  }

  public void change(String name, UnaryOperator<Judging> how) {
    work.change(name, w -> w.withJudging(how.apply(w.judging())));
  }

  /** Whether there is an attempt, a name and a level. */
  public boolean canSign() {
    return judged.get().isPresent()
        && work.work()
            .get()
            .filter(w -> w.shown() > 0 && !w.judging().name().isBlank() && w.judging().level() >= 0)
            .isPresent();
  }

  /** Signs the attempt that is shown with what is known of it now; a second time replaces that. */
  public void sign() {
    if (!canSign()) {
      return;
    }
    Work w = work.work().get().orElseThrow();
    Judging j = w.judging();
    SignOff signature =
        new SignOff(
            j.name().strip(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            j.level(),
            j.comment().strip(),
            j.tolerances(),
            judged.get().orElseThrow().checks(),
            j.seen());
    background.execute(
        () -> {
          try {
            Signing.sign(Path.of(w.attempt(w.shown()).folder()), signature);
            fx.execute(
                () -> {
                  signed.run();
                  work.work()
                      .get()
                      .filter(now -> now.shown() == w.shown())
                      .ifPresent(this::measure);
                });
          } catch (RegistrationException e) {
            fx.execute(() -> message.set(e.getMessage()));
          }
        });
  }
}
