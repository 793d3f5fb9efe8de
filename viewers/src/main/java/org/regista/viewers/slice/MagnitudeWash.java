package org.regista.viewers.slice;

import java.util.Optional;
import org.regista.geometry.LpsPoint;
import org.regista.image.GridSampler;
import org.regista.transform.DisplacementField;
import org.regista.viewers.state.ColourMap;
import org.regista.viewers.state.ViewState.Deformation;

/**
 * Length of the displacement as a colour over the picture, mm: what the field adds to the linear
 * part of the registration. Where nearly nothing moves the picture stays clear.
 */
final class MagnitudeWash {

  static final ColourMap COLOURS = ColourMap.VIRIDIS;

  private static final double MOST_OPAQUE = 0.65;
  private static final double CLEAR_BELOW = 0.2;

  private final Optional<DisplacementField> field;
  private final SliceFrame frame;
  private final double fullScaleMm;

  MagnitudeWash(Deformation look, Scene scene, SliceFrame frame) {
    this.field = scene.bending();
    this.frame = frame;
    this.fullScaleMm = look.fullScaleMm();
  }

  /** Washes one row; rows may be washed by several threads. */
  void draw(int row, Painter painter) {
    field.ifPresent(f -> draw(row, new GridSampler(f.displacementsMm(), f.grid()), painter));
  }

  private void draw(int row, GridSampler u, Painter painter) {
    for (int column = 0; column < frame.width(); column++) {
      LpsPoint p = frame.toLps(column, row);
      if (u.moveTo(p.x(), p.y(), p.z())) {
        double x = u.value(0);
        double y = u.value(1);
        double z = u.value(2);
        double share = Math.sqrt(x * x + y * y + z * z) / fullScaleMm;
        double opacity = MOST_OPAQUE * Math.min(share / CLEAR_BELOW, 1);
        painter.blend(column, row, COLOURS.argb(share), opacity);
      }
    }
  }
}
