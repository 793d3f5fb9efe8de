package org.regista.app.gui.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.regista.app.gui.session.WorkViewModel;
import org.regista.app.gui.viewer.Shown;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.app.work.Landmark;
import org.regista.app.work.Work;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.register.blocks.LandmarkFit;
import org.regista.transform.AffineTransform;
import org.regista.transform.DisplacementField;
import org.regista.transform.RigidTransform;
import org.regista.transform.Transform;
import org.regista.transform.TransformChain;
import org.regista.viewers.slice.RegistrationBadge;
import org.regista.viewers.slice.RegistrationBadge.Trust;
import org.regista.viewers.state.FusionMode;

/** Places the moving image by hand or by landmarks, as a start. Lives on the FX thread. */
public final class PlacementViewModel {

  private static final RegistrationBadge MOVING =
      new RegistrationBadge(Trust.NONE, "MOVING BY HAND, no result");

  private final WorkViewModel work;
  private final ViewerViewModel viewer;
  private final BooleanProperty manual = new SimpleBooleanProperty(false);
  private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper("");
  private Optional<LpsPoint> pending = Optional.empty();
  private FusionMode before = FusionMode.BLEND;
  private int visited = -1;

  public PlacementViewModel(WorkViewModel work, ViewerViewModel viewer) {
    this.work = work;
    this.viewer = viewer;
    manual.subscribe(on -> viewer.hands().changed());
    viewer.hands().add(new NudgeHandles(this));
  }

  public WorkViewModel work() {
    return work;
  }

  /** While it is on, a drag or the arrow keys move the moving image. */
  public BooleanProperty manual() {
    return manual;
  }

  /** What to do next, or what came of it. */
  public ReadOnlyStringProperty hint() {
    return hint.getReadOnlyProperty();
  }

  /**
   * Moves the picture of the moving image.
   *
   * @param byMm in the fixed space, LPS
   */
  public void nudge(LpsVector byMm) {
    // what is shown at x comes from T(x): the picture moves by d if T is asked at x - d
    place("move by %.0f mm".formatted(byMm.lengthMm()), AffineMap.translation(byMm.times(-1)));
  }

  /**
   * Turns the picture of the moving image about the crosshair.
   *
   * @param axis unit vector in the fixed space, LPS; right-handed
   */
  public void turn(LpsVector axis, double degrees) {
    shown()
        .map(s -> s.state().camera().crosshair())
        .ifPresent(
            centre ->
                place(
                    "turn by %.0f degrees".formatted(Math.abs(degrees)),
                    rotation(centre, axis, -Math.toRadians(degrees))));
  }

  private void place(String name, AffineMap ofPicture) {
    linear().ifPresent(now -> work.change(name, w -> w.withEdit(ofPicture.andThen(now))));
  }

  /** The linear part of what is shown, fixed to moving. */
  Optional<AffineMap> linear() {
    return shown().map(s -> linear(s.loaded().scene().fixedToMoving()));
  }

  Optional<LpsPoint> crosshair() {
    return shown().map(s -> s.state().camera().crosshair());
  }

  /** Shows what a hand does while it still does it; a deformation before it stays. */
  void preview(AffineMap fixedToMoving) {
    shown()
        .map(s -> s.loaded().scene().fixedToMoving())
        .ifPresent(t -> viewer.replaceTransform(withLinear(t, fixedToMoving), MOVING));
  }

  /** What was shown last becomes an action that can be undone. */
  void keepPreview(String name) {
    linear().ifPresent(now -> work.change(name, w -> w.withEdit(now)));
  }

  /** The same transform with another linear part after its deformation, if it has one. */
  static Transform withLinear(Transform t, AffineMap linear) {
    AffineTransform moved = new AffineTransform(t.fixed(), t.moving(), linear);
    return t instanceof TransformChain chain
            && chain.steps().getFirst() instanceof DisplacementField field
        ? TransformChain.of(field, moved)
        : moved;
  }

  public void reset() {
    work.change("place by headers", Work::withoutPlacement);
    hint.set("");
  }

  private Optional<Shown> shown() {
    return viewer.shown().get();
  }

  /** Rodrigues' formula about an axis through {@code centre}. */
  static AffineMap rotation(LpsPoint centre, LpsVector axis, double angleRad) {
    double c = Math.cos(angleRad);
    double s = Math.sin(angleRad);
    double v = 1 - c;
    double x = axis.x();
    double y = axis.y();
    double z = axis.z();
    AffineMap turn =
        new AffineMap(
            c + v * x * x,
            v * x * y - s * z,
            v * x * z + s * y,
            0,
            v * x * y + s * z,
            c + v * y * y,
            v * y * z - s * x,
            0,
            v * x * z - s * y,
            v * y * z + s * x,
            c + v * z * z,
            0);
    LpsVector toCentre = new LpsVector(centre.x(), centre.y(), centre.z());
    return AffineMap.translation(toCentre.times(-1))
        .andThen(turn)
        .andThen(AffineMap.translation(toCentre));
  }

  /** The linear part of a pull-back; a deformation before it is left out. */
  static AffineMap linear(Transform transform) {
    return switch (transform) {
      case AffineTransform affine -> affine.fixedToMoving();
      case RigidTransform rigid -> rigid.fixedToMoving();
      case DisplacementField field -> AffineMap.IDENTITY;
      case TransformChain chain ->
          chain.steps().stream()
              .map(PlacementViewModel::linear)
              .reduce(AffineMap.IDENTITY, AffineMap::andThen);
    };
  }

  /**
   * Takes the crosshair as one side of a landmark: the first time as the place on the fixed image,
   * the second time as the same anatomy on the picture of the moving one.
   */
  public void mark() {
    shown()
        .ifPresent(
            s -> {
              LpsPoint here = s.state().camera().crosshair();
              if (pending.isEmpty()) {
                pending = Optional.of(here);
                before = s.state().fusion().mode();
                viewer.setMode(FusionMode.MOVING_ONLY);
                hint.set(
                    "Marked on the fixed image. Now put the crosshair on the same place in the moving image, which is shown alone, and press A again.");
              } else {
                LpsPoint onMoving = s.loaded().scene().fixedToMoving().toMoving(here);
                LpsPoint onFixed = pending.get();
                stopMarking();
                add(onFixed, onMoving);
              }
            });
  }

  /** Drops a landmark of which only the fixed side is marked. */
  public void stopMarking() {
    if (pending.isPresent()) {
      pending = Optional.empty();
      viewer.setMode(before);
      hint.set("");
    }
  }

  private void add(LpsPoint onFixed, LpsPoint onMoving) {
    work.change(
        "mark a landmark",
        w -> {
          List<Landmark> all = new ArrayList<>(w.landmarks());
          int number = all.stream().mapToInt(l -> Integer.parseInt(l.name())).max().orElse(0) + 1;
          all.add(new Landmark(Integer.toString(number), onFixed, onMoving));
          return w.withLandmarks(all);
        });
  }

  /** Removes the landmark at that position of the list. */
  public void remove(int index) {
    work.change(
        "remove a landmark",
        w -> {
          List<Landmark> all = new ArrayList<>(w.landmarks());
          all.remove(index);
          return w.withLandmarks(all);
        });
  }

  /** Removes the landmark that was visited last. */
  public void removeVisited() {
    if (visited >= 0 && visited < landmarks().size()) {
      remove(visited);
    }
  }

  /** Puts the crosshair on a landmark. */
  public void visit(int index) {
    List<Landmark> all = landmarks();
    if (index < all.size()) {
      visited = index;
      viewer.placeCrosshair(all.get(index).fixed());
    }
  }

  /** The landmark after the one visited last, in a circle. */
  public void visitNext() {
    if (!landmarks().isEmpty()) {
      visit((visited + 1) % landmarks().size());
    }
  }

  private List<Landmark> landmarks() {
    return work.work().get().map(Work::landmarks).orElse(List.of());
  }

  /** How far a landmark is off in what is shown, mm. */
  public double errorMm(Landmark landmark) {
    return shown()
        .map(
            s ->
                s.loaded()
                    .scene()
                    .fixedToMoving()
                    .toMoving(landmark.fixed())
                    .distanceMm(landmark.moving()))
        .orElse(Double.NaN);
  }

  /** Places the moving image such that the landmarks lie on each other, as rigidly as they can. */
  public void fit() {
    List<Landmark> all = landmarks();
    try {
      AffineMap map =
          LandmarkFit.rigid(
              all.stream().map(Landmark::fixed).toList(),
              all.stream().map(Landmark::moving).toList());
      work.change("fit to the landmarks", w -> w.withPlacement(map));
      double left =
          all.stream()
              .mapToDouble(l -> map.apply(l.fixed()).distanceMm(l.moving()))
              .average()
              .orElse(0);
      hint.set(
          "Fitted rigidly to %d landmarks; on average %.1f mm remain.".formatted(all.size(), left));
    } catch (InputDataException e) {
      hint.set(e.getMessage());
    }
  }
}
