package org.regista.viewers.slice;

import java.util.Optional;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.image.GridSampler;
import org.regista.transform.DisplacementField;

/**
 * Straight lines of the fixed space on round millimetres, drawn where {@code x -> x + u(x)} takes
 * them, projected onto the slice. u is the displacement field that starts the transform; without
 * one the lines stay straight, which is what a linear registration is.
 */
final class DeformationLattice {

  private static final double MOST_LINES = 30;
  private static final double STEP_PIXELS = 3;
  private static final int COLOUR = 0xA0FFD24A;

  private final SliceFrame frame;
  private final LpsBox box;
  private final boolean bends;
  private final GridSampler known;
  private final double spacingMm;

  DeformationLattice(Scene scene, SliceFrame frame) {
    this.frame = frame;
    this.box = LpsBox.of(scene.fixed().grid());
    Optional<DisplacementField> field = scene.bending();
    this.bends = field.isPresent();
    this.known =
        field
            .map(u -> new GridSampler(u.displacementsMm(), u.grid()))
            .orElseGet(() -> new GridSampler(scene.fixed().voxels(), scene.fixed().grid()));
    this.spacingMm = roundAbove(frame.width() * frame.mmPerPixel() / MOST_LINES);
  }

  /** The smallest of 1, 2, 5 times a power of ten that is not below {@code value}. */
  static double roundAbove(double value) {
    return 10 / SliceMarks.roundBelow(10 / value);
  }

  void draw(Painter painter) {
    drawLines(painter, frame.axes().right(), frame.axes().down());
    drawLines(painter, frame.axes().down(), frame.axes().right());
  }

  /** Lines along {@code along}, one for each round position along {@code across}. */
  private void drawLines(Painter painter, LpsVector along, LpsVector across) {
    LpsPoint middle = frame.axes().project(box.centre(), frame.centre());
    double halfAlong = box.extentMm(along) / 2;
    double halfAcross = box.extentMm(across) / 2;
    double offset = middle.minus(new LpsPoint(0, 0, 0)).dot(across);
    long first = (long) Math.ceil((offset - halfAcross) / spacingMm);
    long last = (long) Math.floor((offset + halfAcross) / spacingMm);
    for (long line = first; line <= last; line++) {
      LpsPoint onLine = middle.plus(across.times(line * spacingMm - offset));
      drawLine(painter, onLine.plus(along.times(-halfAlong)), along, 2 * halfAlong);
    }
  }

  /** Only where the field is known: beyond it u jumps to zero, which would look like a fold. */
  private void drawLine(Painter painter, LpsPoint start, LpsVector along, double lengthMm) {
    int pieces = Math.max(1, (int) Math.ceil(lengthMm / (STEP_PIXELS * frame.mmPerPixel())));
    Optional<LpsPoint> from = Optional.empty();
    for (int n = 0; n <= pieces; n++) {
      Optional<LpsPoint> to = displaced(start.plus(along.times(lengthMm * n / pieces)));
      if (from.isPresent() && to.isPresent()) {
        draw(painter, from.get(), to.get());
      }
      from = to;
    }
  }

  private void draw(Painter painter, LpsPoint from, LpsPoint to) {
    painter.line(frame.column(from), frame.row(from), frame.column(to), frame.row(to), COLOUR);
  }

  private Optional<LpsPoint> displaced(LpsPoint p) {
    if (!known.moveTo(p.x(), p.y(), p.z())) {
      return Optional.empty();
    }
    return Optional.of(
        bends ? p.plus(new LpsVector(known.value(0), known.value(1), known.value(2))) : p);
  }
}
