package org.regista.app.gui.viewer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.viewers.slice.SliceFrame;
import org.regista.viewers.slice.SliceMarks;
import org.regista.viewers.state.Camera;
import org.regista.viewers.state.Fusion;
import org.regista.viewers.state.FusionMode;
import org.regista.viewers.state.Plane;
import org.regista.viewers.state.ViewState;
import org.regista.viewers.state.ViewState.Deformation;

/** What the corners of a picture say of it. */
final class Corner {

  private static final LpsPoint ORIGIN = new LpsPoint(0, 0, 0);

  private Corner() {}

  /** "Axial · blend 50 % moving". */
  static String heading(Plane plane, ViewerLayout.Content content, Shown s) {
    String name = plane.name().charAt(0) + plane.name().substring(1).toLowerCase(Locale.ROOT);
    String oblique = s.state().camera().isTilted() ? ", tilted" : "";
    return name + oblique + "  ·  " + content(content, s.state().fusion());
  }

  private static String content(ViewerLayout.Content content, Fusion fusion) {
    return switch (content) {
      case FUSED -> mode(fusion);
      case FIXED -> "fixed image";
      case MOVING -> "moving image";
      case BEFORE -> "as scanned, " + mode(fusion);
    };
  }

  private static String mode(Fusion fusion) {
    return fusion.mode() == FusionMode.BLEND
        ? "blend, %.0f %% moving".formatted(100 * fusion.blend())
        : fusion.mode().label();
  }

  /** How long arrows are, which slice it is, how thick, how large: one line each. */
  static List<String> slice(Plane plane, SliceFrame frame, ViewState state) {
    List<String> lines = new ArrayList<>();
    Camera camera = state.camera();
    if (state.deformation().kind() == Deformation.Kind.ARROWS) {
      double factor = SliceMarks.arrowFactor(frame, state.deformation());
      lines.add(factor == 1 ? "arrows true" : "arrows ×%.0f".formatted(factor));
    }
    if (!camera.slab().isThin()) {
      lines.add(
          "%s of %s mm"
              .formatted(camera.slab().summary(), Readout.number(camera.slab().thicknessMm())));
    }
    if (!camera.isTilted()) {
      lines.add(position(plane, camera.crosshair()));
    }
    lines.add("zoom %s×".formatted(Readout.number(camera.zoom())));
    return lines;
  }

  /** "S 105.2 mm": how far the slice lies from the origin, and on which side. */
  private static String position(Plane plane, LpsPoint p) {
    LpsVector normal = plane.axes().normal();
    double mm = p.minus(ORIGIN).dot(normal);
    String sides =
        switch (plane) {
          case AXIAL -> "SI";
          case CORONAL -> "PA";
          case SAGITTAL -> "LR";
        };
    return "%s %.1f mm".formatted(mm < 0 ? sides.charAt(1) : sides.charAt(0), Math.abs(mm));
  }
}
