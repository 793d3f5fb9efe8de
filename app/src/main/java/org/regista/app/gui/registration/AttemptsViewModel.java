package org.regista.app.gui.registration;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.regista.app.gui.session.WorkViewModel;
import org.regista.app.gui.viewer.Shown;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.app.report.Badges;
import org.regista.app.work.Attempt;
import org.regista.app.work.Measuring;
import org.regista.app.work.Work;
import org.regista.error.InputDataException;
import org.regista.error.RegistrationException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.Space;
import org.regista.image.IntensityUnit;
import org.regista.io.dicom.RequestHint;
import org.regista.job.result.OwnedTransform;
import org.regista.job.result.RegistrationRecord;
import org.regista.job.result.RequestForm;
import org.regista.job.result.ResultFolder;
import org.regista.job.worker.LiveField;
import org.regista.transform.AffineTransform;
import org.regista.transform.TransformChain;
import org.regista.viewers.slice.RegistrationBadge;
import org.regista.viewers.slice.RegistrationBadge.Trust;

/**
 * Keeps the pictures in step with the work: they show the attempt that is chosen, or the moving
 * image where it was placed. Lives on the FX thread.
 */
public final class AttemptsViewModel {

  private static final RegistrationBadge BY_HAND =
      new RegistrationBadge(Trust.NONE, "PLACED BY HAND, not registered");

  /** The preset for any two images. */
  private static final String ANY = "generic";

  private final WorkViewModel work;
  private final ViewerViewModel viewer;
  private final Executor background;
  private final Executor fx;
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
  private Optional<Look> look = Optional.empty();

  /** The attempt whose transform was read last and is still in the pictures, moved or not. */
  private int read;

  /**
   * What the pictures show, or are about to.
   *
   * @param from the attempt whose deformation is seen; 0 for none
   */
  private record Look(int shown, AffineMap placement, int from) {
    static Look of(Work w) {
      return w.shown() == 0
          ? new Look(0, w.placement(), w.placedFrom())
          : new Look(w.shown(), AffineMap.IDENTITY, w.shown());
    }
  }

  public AttemptsViewModel(
      WorkViewModel work, ViewerViewModel viewer, Executor background, Executor fx) {
    this.work = work;
    this.viewer = viewer;
    this.background = background;
    this.fx = fx;
    work.work().subscribe(this::follow);
  }

  /** Why an attempt cannot be shown; empty if it can. */
  public ReadOnlyStringProperty trouble() {
    return trouble.getReadOnlyProperty();
  }

  /** The work as it is; views ask nobody else. */
  public WorkViewModel work() {
    return work;
  }

  /** Shows an attempt; 0 is where the moving image was placed, by headers or by hand. */
  public void show(int number) {
    String name = number == 0 ? "show the start" : "show attempt " + number;
    work.change(name, w -> w.showing(number));
  }

  /** The attempt before or after the one that is shown, in a circle: to compare by switching. */
  public void showNext(int by) {
    work.work()
        .get()
        .ifPresent(
            w -> {
              int count = w.attempts().size() + 1;
              int index = 0;
              for (int n = 0; n < w.attempts().size(); n++) {
                index = w.attempts().get(n).number() == w.shown() ? n + 1 : index;
              }
              int next = Math.floorMod(index + by, count);
              show(next == 0 ? 0 : w.attempts().get(next - 1).number());
            });
  }

  /**
   * New work on what was opened, which the pictures already show.
   *
   * @param paths a result folder, or a fixed and a moving image with its companions
   */
  public void begin(List<Path> paths) {
    try {
      Work first =
          paths.size() == 1 ? workOf(paths.getFirst()) : workOf(paths.getFirst(), paths.get(1));
      List<String> companions = paths.stream().skip(2).map(AttemptsViewModel::absolute).toList();
      look = Optional.of(Look.of(first));
      read = look.get().from();
      work.begin(first.withMeasuring(Measuring.of(companions)));
    } catch (RegistrationException e) {
      trouble.set(e.getMessage());
    }
  }

  private Work workOf(Path fixed, Path moving) {
    String preset =
        viewer
            .shown()
            .get()
            .map(s -> s.loaded().scene())
            .map(scene -> preset(scene.fixed().unit(), scene.moving().unit()))
            .orElse(ANY);
    return Work.of(absolute(fixed), absolute(moving), preset).withForm(form(preset, fixed));
  }

  /** What the open pair tells of the request; people fill in the rest. */
  private RequestForm form(String preset, Path fixed) {
    String primary =
        viewer.shown().get().map(s -> s.loaded().scene().fixed().space().label()).orElse("");
    RequestForm.Purpose purpose =
        preset.equals("mri-followup")
            ? RequestForm.Purpose.FOLLOW_UP
            : preset.equals(ANY) ? RequestForm.Purpose.OTHER : RequestForm.Purpose.CONTOUR;
    RequestHint hint = RequestHint.of(fixed);
    return new RequestForm(
        primary, purpose, hint.region(), hint.askedBy(), LocalDate.now().toString());
  }

  /** The task that the units of the images suggest; files without units suggest none. */
  private static String preset(IntensityUnit fixed, IntensityUnit moving) {
    boolean pet = isPet(fixed) || isPet(moving);
    boolean ct = fixed == IntensityUnit.HOUNSFIELD || moving == IntensityUnit.HOUNSFIELD;
    return pet && !ct ? "pet-mri" : ct && !pet && fixed != moving ? "ct-mri" : ANY;
  }

  private static boolean isPet(IntensityUnit unit) {
    return switch (unit) {
      case SUV_BW, SUL, SUV_BSA, BQ_PER_ML -> true;
      case HOUNSFIELD, GRAY, ARBITRARY -> false;
    };
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  /** Pictures of a registration that runs, which is not a result. */
  void showRunning(AffineMap fixedToMoving, String where) {
    look = Optional.empty();
    read = 0;
    showMap(fixedToMoving, running(where));
  }

  /** The same while the registration bends the image. */
  void showRunning(LiveField bending, AffineMap fixedToMoving, String where) {
    look = Optional.empty();
    read = 0;
    viewer
        .shown()
        .get()
        .ifPresent(
            s -> {
              Space fixed = s.loaded().scene().fixed().space();
              viewer.replaceTransform(
                  TransformChain.of(
                      bending.field(fixed), new AffineTransform(fixed, moving(s), fixedToMoving)),
                  running(where));
            });
  }

  private static RegistrationBadge running(String where) {
    return new RegistrationBadge(Trust.NONE, "RUNNING " + where + ", no result");
  }

  /** Back from {@link #showRunning} to the work. */
  void showWork() {
    follow(work.work().get());
  }

  /** Reads the record of the attempt shown again: it was signed. */
  public void reread() {
    look = Optional.empty();
    showWork();
  }

  private void follow(Optional<Work> now) {
    Optional<Look> wanted = now.map(Look::of);
    if (wanted.isEmpty() || wanted.equals(look)) {
      return;
    }
    look = wanted;
    Work w = now.get();
    int from = look.get().from();
    if (w.shown() == 0 && from == read) {
      trouble.set("");
      showMoved(w.placement(), placedBadge(w));
    } else if (w.shown() == 0 && from == 0) {
      trouble.set("");
      read = 0;
      showMap(w.placement(), placedBadge(w));
    } else {
      load(w.attempt(from), w);
    }
  }

  /** With the deformation that is seen already, if there is one. */
  private void showMoved(AffineMap linear, RegistrationBadge badge) {
    viewer
        .shown()
        .get()
        .map(s -> s.loaded().scene().fixedToMoving())
        .ifPresent(t -> viewer.replaceTransform(PlacementViewModel.withLinear(t, linear), badge));
  }

  private RegistrationBadge placedBadge(Work w) {
    if (w.placedFrom() > 0) {
      return new RegistrationBadge(
          Trust.UNSIGNED, "EDITED BY HAND after attempt %d, not kept".formatted(w.placedFrom()));
    }
    return w.placement().equals(AffineMap.IDENTITY)
        ? viewer
            .shown()
            .get()
            .map(s -> asScanned(s.loaded().scene().fixed().space(), moving(s)))
            .orElse(RegistrationBadge.notRegistered())
        : BY_HAND;
  }

  private static RegistrationBadge asScanned(Space fixed, Space moving) {
    return RegistrationBadge.byHeaders(fixed, moving);
  }

  private static Space moving(Shown s) {
    return s.loaded().scene().moving().space();
  }

  private void showMap(AffineMap fixedToMoving, RegistrationBadge badge) {
    viewer
        .shown()
        .get()
        .ifPresent(
            s ->
                viewer.replaceTransform(
                    new AffineTransform(
                        s.loaded().scene().fixed().space(), moving(s), fixedToMoving),
                    badge));
  }

  private void load(Attempt attempt, Work w) {
    Optional<Look> wanted = look;
    background.execute(
        () -> {
          try {
            ResultFolder folder = ResultFolder.open(Path.of(attempt.folder()));
            OwnedTransform forward = folder.readForward();
            RegistrationBadge badge = w.shown() > 0 ? Badges.of(folder.record()) : placedBadge(w);
            fx.execute(() -> arrived(attempt, wanted, forward, badge));
          } catch (RegistrationException e) {
            fx.execute(() -> trouble.set(e.getMessage()));
          }
        });
  }

  private void arrived(
      Attempt attempt, Optional<Look> wanted, OwnedTransform forward, RegistrationBadge badge) {
    boolean fits =
        viewer
            .shown()
            .get()
            .filter(s -> s.loaded().scene().fixed().space().equals(forward.transform().fixed()))
            .filter(s -> moving(s).equals(forward.transform().moving()))
            .isPresent();
    if (!wanted.equals(look) || !fits) {
      forward.close();
      if (!fits) {
        trouble.set("the attempt belongs to other images");
      }
      return;
    }
    trouble.set("");
    read = attempt.number();
    Look now = wanted.orElseThrow();
    viewer.replaceTransform(
        now.shown() > 0
            ? forward.transform()
            : PlacementViewModel.withLinear(forward.transform(), now.placement()),
        badge);
  }

  /**
   * A result folder as the first attempt of new work.
   *
   * @throws InputDataException if it cannot be read
   */
  private static Work workOf(Path folder) {
    RegistrationRecord record = ResultFolder.open(folder).record();
    String preset = record.request().plan().path("name").asText();
    Attempt attempt =
        new Attempt(
            1,
            absolute(folder),
            preset + ", opened",
            record.quality().verdict().name(),
            record.run().seconds(),
            "");
    return Work.of(record.inputs().fixed().path(), record.inputs().moving().path(), preset)
        .with(attempt);
  }
}
