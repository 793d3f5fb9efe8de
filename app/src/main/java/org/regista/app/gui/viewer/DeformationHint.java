package org.regista.app.gui.viewer;

import java.time.LocalDate;
import java.util.Optional;
import org.regista.image.Volume;
import org.regista.viewers.slice.InitialView;
import org.regista.viewers.slice.Scene;
import org.regista.viewers.state.ViewState.Deformation;

/** What the colours and lines of a deformation mean, in one sentence. */
public final class DeformationHint {

  private DeformationHint() {}

  static String of(Shown s) {
    Deformation look = s.state().deformation();
    Scene scene = s.loaded().scene();
    boolean bends = scene.bending().isPresent();
    return switch (look.kind()) {
      case HIDDEN -> bends ? "This registration bends space." : "Nothing bends: the map is linear.";
      case GRID ->
          bends
              ? "Straight lines of the fixed image, drawn where the field takes them."
              : "Nothing bends: the map is linear, so the grid stays straight.";
      case ARROWS ->
          bends
              ? "From places of the fixed image towards where the field takes them."
              : "Nothing bends: the map is linear, so there are no arrows.";
      case MAGNITUDE ->
          bends
              ? "Length of the displacement beyond the linear part, in mm."
              : "Nothing bends: the map is linear, so there is nothing to measure.";
      case JACOBIAN -> change(scene, look.since());
    };
  }

  /** What the colours of the change of volume mean, by the dates of the images. */
  public static String ofChange(Shown s) {
    return change(s.loaded().scene(), s.state().deformation().since());
  }

  /** "Local volume in MR 2026-05-12, as change since MR 2026-03-02: ...". */
  private static String change(Scene scene, Deformation.Since since) {
    boolean fromFixed = since == Deformation.Since.FIXED;
    Volume from = fromFixed ? scene.fixed() : scene.moving();
    Volume to = fromFixed ? scene.moving() : scene.fixed();
    Optional<LocalDate> earlier = InitialView.date(from);
    Optional<LocalDate> later = InitialView.date(to);
    String span =
        earlier.isPresent() && later.isPresent()
            ? "Since %s (%s), until %s (%s)"
                .formatted(earlier.get(), Readout.name(from), later.get(), Readout.name(to))
            : "From %s to %s (no dates known)".formatted(Readout.name(from), Readout.name(to));
    return span + ": red grew, blue shrank. Yellow: folded, so no volume can be told.";
  }
}
