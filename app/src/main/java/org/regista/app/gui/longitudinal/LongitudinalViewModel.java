package org.regista.app.gui.longitudinal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.regista.app.gui.LoadedCase;
import org.regista.app.gui.studies.PairResultsViewModel;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.app.studies.PairResult;
import org.regista.app.studies.StudyItem;
import org.regista.app.studies.TimePointReader;
import org.regista.error.RegistrationException;
import org.regista.image.Volume;
import org.regista.transform.AffineTransform;
import org.regista.viewers.slice.InitialView;
import org.regista.viewers.slice.RegistrationBadge;
import org.regista.viewers.slice.RegistrationBadge.Trust;
import org.regista.viewers.slice.Scene;
import org.regista.viewers.state.ViewState.Deformation;

/** Two to five time points of a patient side by side. Lives on the FX thread. */
public final class LongitudinalViewModel {

  public static final int FEWEST = 2;
  public static final int MOST = 5;

  private final TimePointReader reader;
  private final PairResultsViewModel results;
  private final Executor background;
  private final Executor rendering;
  private final Executor fx;
  private final ReadOnlyObjectWrapper<List<TimePoint>> points =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper(false);
  private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
  private final BooleanProperty change = new SimpleBooleanProperty(true);
  private Optional<Volume> baselineVolume = Optional.empty();
  private boolean reading;

  /**
   * @param rendering one thread, in order: volumes are closed on it after their last pictures
   */
  public LongitudinalViewModel(
      TimePointReader reader,
      PairResultsViewModel results,
      Executor background,
      Executor rendering,
      Executor fx) {
    this.reader = reader;
    this.results = results;
    this.background = background;
    this.rendering = rendering;
    this.fx = fx;
    results.all().subscribe(known -> placeAgain());
  }

  /** The columns, the baseline first; empty while nothing is compared. */
  ReadOnlyObjectProperty<List<TimePoint>> points() {
    return points.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty open() {
    return open.getReadOnlyProperty();
  }

  public ReadOnlyStringProperty said() {
    return said.getReadOnlyProperty();
  }

  /** Whether the change of volume is shown below the time points that are bent to the baseline. */
  BooleanProperty change() {
    return change;
  }

  /**
   * Shows these, in the order of their dates; the earliest is the baseline, unless another is
   * given.
   *
   * @param chosen images that can be opened; with fewer than two or more than five nothing happens
   */
  public void compare(List<StudyItem> chosen, Optional<StudyItem> baseline) {
    List<StudyItem> items =
        new ArrayList<>(chosen.stream().filter(StudyItem::isUsable).distinct().toList());
    if (items.size() < FEWEST || items.size() > MOST || reading) {
      said.set("Choose two to five images to compare; several with Ctrl or Shift.");
      return;
    }
    close();
    items.sort(Comparator.comparing(StudyItem::date));
    baseline.filter(items::remove).ifPresent(first -> items.addFirst(first));
    List<TimePoint> made = new ArrayList<>();
    for (StudyItem item : items) {
      ViewerViewModel viewer = new ViewerViewModel(rendering);
      viewer.activeLayer().set(LinkedLooks.choice(made.isEmpty()));
      made.add(new TimePoint(item, made.isEmpty(), viewer, Optional.empty(), made.isEmpty(), ""));
    }
    new LinkedLooks(made);
    points.set(List.copyOf(made));
    open.set(true);
    said.set("Reading …");
    reading = true;
    List<PairResult> known = results.all().get();
    background.execute(() -> read(made, known));
  }

  private void read(List<TimePoint> made, List<PairResult> known) {
    Optional<Volume> first = Optional.empty();
    for (TimePoint point : made) {
      try {
        Volume volume = reader.read(point.item());
        if (point.baseline()) {
          first = Optional.of(volume);
          LoadedCase shown = baseline(volume);
          fx.execute(() -> arrived(point, shown, true));
        } else {
          follow(point, first.orElseThrow(), volume, known);
        }
      } catch (RegistrationException | OutOfMemoryError e) {
        fx.execute(() -> replace(point, point.withProblem(String.valueOf(e.getMessage()))));
        if (point.baseline()) {
          break;
        }
      }
    }
    fx.execute(
        () -> {
          reading = false;
          said.set("");
          if (!open.get()) {
            release();
          }
        });
  }

  private void follow(TimePoint point, Volume first, Volume volume, List<PairResult> known) {
    try {
      TimePointReader.Placed placed = reader.place(first, volume, known);
      LoadedCase shown =
          new LoadedCase(
              point.item().label(), placed.scene(), placed.badge(), InitialView.of(placed.scene()));
      fx.execute(() -> arrived(point, shown, placed.registered()));
    } catch (RuntimeException e) {
      volume.close();
      throw e;
    }
  }

  private static LoadedCase baseline(Volume volume) {
    Scene alone =
        new Scene(volume, volume, AffineTransform.identity(volume.space(), volume.space()));
    return new LoadedCase(
        volume.space().label(),
        alone,
        new RegistrationBadge(Trust.CERTAIN, "BASELINE"),
        InitialView.of(alone));
  }

  private void arrived(TimePoint point, LoadedCase loaded, boolean registered) {
    if (point.baseline()) {
      baselineVolume = Optional.of(loaded.scene().fixed());
    }
    replace(point, point.with(loaded, registered));
    point.viewer().show(loaded);
    if (loaded.isDeformable()) {
      point.viewer().setDeformation(Deformation.Kind.JACOBIAN);
    }
  }

  private void replace(TimePoint old, TimePoint next) {
    points.set(points.get().stream().map(p -> p.viewer() == old.viewer() ? next : p).toList());
  }

  /** Takes up registrations that have come since. */
  private void placeAgain() {
    if (!open.get() || reading || baselineVolume.isEmpty()) {
      return;
    }
    List<PairResult> known = results.all().get();
    for (TimePoint point : points.get()) {
      if (!point.registered() && point.loaded().isPresent()) {
        Volume moving = point.loaded().get().scene().moving();
        Volume first = baselineVolume.get();
        background.execute(() -> replaceTransform(point, first, moving, known));
      }
    }
  }

  private void replaceTransform(
      TimePoint point, Volume first, Volume moving, List<PairResult> known) {
    try {
      TimePointReader.Placed placed = reader.place(first, moving, known);
      if (!placed.registered()) {
        return;
      }
      fx.execute(
          () -> {
            if (points.get().stream().noneMatch(p -> p.viewer() == point.viewer())) {
              LoadedCase.closeFields(placed.scene().fixedToMoving());
              return;
            }
            LoadedCase shown =
                point
                    .loaded()
                    .orElseThrow()
                    .through(placed.scene().fixedToMoving(), placed.badge());
            point.viewer().replaceTransform(placed.scene().fixedToMoving(), placed.badge());
            replace(point, point.with(shown, placed.registered()));
            if (shown.isDeformable()) {
              point.viewer().setDeformation(Deformation.Kind.JACOBIAN);
            }
          });
    } catch (RegistrationException e) {
      fx.execute(() -> said.set(e.getMessage()));
    }
  }

  /** The pairs that are still to be registered: each follow-up with the baseline. */
  public List<StudyItem> unregistered() {
    return points.get().stream().filter(p -> !p.registered()).map(TimePoint::item).toList();
  }

  /** What all are brought to. */
  public Optional<StudyItem> baseline() {
    return points.get().stream().filter(TimePoint::baseline).map(TimePoint::item).findFirst();
  }

  /** Back to the pair; everything that was read is closed after its last picture. */
  public void close() {
    open.set(false);
    if (!reading) {
      release();
    }
  }

  private void release() {
    List<TimePoint> old = points.get();
    Optional<Volume> first = baselineVolume;
    baselineVolume = Optional.empty();
    points.set(List.of());
    old.forEach(p -> p.viewer().letGo());
    rendering.execute(
        () -> {
          for (TimePoint point : old) {
            point
                .loaded()
                .filter(l -> !point.baseline())
                .ifPresent(
                    l -> {
                      l.scene().moving().close();
                      LoadedCase.closeFields(l.scene().fixedToMoving());
                    });
          }
          first.ifPresent(Volume::close);
        });
  }
}
