package org.regista.viewers.slice;

import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.transform.DisplacementField;
import org.regista.viewers.state.Plane;
import org.regista.viewers.state.ViewState.Deformation;

/**
 * Arrows on round millimetres of the fixed space, from a place to where {@code x -> x + u(x)} takes
 * it, lengthened by {@link SliceMarks#arrowFactor}, projected onto the slice. Arrows shorter than
 * half a pixel show as dots.
 */
final class DeformationArrows {

  private static final double MOST_ARROWS = 28;
  private static final double HEAD_PIXELS = 5;
  private static final double HEAD_SHARE = 0.4;
  private static final double HALF_PIXEL = 0.5;
  private static final int COLOUR = 0xF0FFD24A;

  private final Scene scene;
  private final SliceFrame frame;

  private final double factor;

  DeformationArrows(Deformation look, Scene scene, SliceFrame frame) {
    this.scene = scene;
    this.frame = frame;
    this.factor = SliceMarks.arrowFactor(frame, look);
  }

  /** Distance from one arrow to the next, a round number of mm. */
  static double stepMm(SliceFrame frame) {
    return DeformationLattice.roundAbove(frame.width() * frame.mmPerPixel() / MOST_ARROWS);
  }

  void draw(Painter painter) {
    scene.bending().ifPresent(field -> draw(field, painter));
  }

  private void draw(DisplacementField field, Painter painter) {
    LpsBox box = LpsBox.of(field.grid());
    Plane.Axes axes = frame.axes();
    double stepMm = stepMm(frame);
    double right = offset(axes.right());
    double down = offset(axes.down());
    double halfWidth = frame.width() * frame.mmPerPixel() / 2;
    double halfHeight = frame.height() * frame.mmPerPixel() / 2;
    for (long r = ceil((down - halfHeight) / stepMm); r * stepMm < down + halfHeight; r++) {
      for (long c = ceil((right - halfWidth) / stepMm); c * stepMm < right + halfWidth; c++) {
        LpsPoint p =
            frame
                .centre()
                .plus(axes.right().times(c * stepMm - right))
                .plus(axes.down().times(r * stepMm - down));
        if (box.contains(p)) {
          draw(painter, p, p.plus(field.displacementAt(p).times(factor)));
        }
      }
    }
  }

  private double offset(LpsVector axis) {
    return frame.centre().minus(new LpsPoint(0, 0, 0)).dot(axis);
  }

  private static long ceil(double value) {
    return (long) Math.ceil(value);
  }

  private void draw(Painter painter, LpsPoint from, LpsPoint to) {
    double x0 = frame.column(from);
    double y0 = frame.row(from);
    double x1 = frame.column(to);
    double y1 = frame.row(to);
    double length = Math.hypot(x1 - x0, y1 - y0);
    if (length < HALF_PIXEL) {
      painter.blend((int) Math.round(x0), (int) Math.round(y0), COLOUR, HALF_PIXEL);
      return;
    }
    painter.line(x0, y0, x1, y1, COLOUR);
    double head = Math.min(HEAD_PIXELS, HEAD_SHARE * length) / length;
    double backX = (x0 - x1) * head;
    double backY = (y0 - y1) * head;
    painter.line(x1, y1, x1 + backX - backY / 2, y1 + backY + backX / 2, COLOUR);
    painter.line(x1, y1, x1 + backX + backY / 2, y1 + backY - backX / 2, COLOUR);
  }
}
