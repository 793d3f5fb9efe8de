package org.regista.viewers.slice;

import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.regista.geometry.LpsVector;
import org.regista.viewers.state.ViewState;

/**
 * What must be written on a slice, as data; the workstation and the report draw it each in their
 * way.
 *
 * @param left letter of the side of the patient at the left edge, one of R L A P S I, two on
 *     oblique slices; the others alike
 * @param scaleBarMm 1, 2 or 5 times a power of ten
 * @param scaleBarPixels length of the bar on this picture; at most a quarter of its width
 */
public record SliceMarks(
    String left,
    String right,
    String top,
    String bottom,
    double scaleBarMm,
    double scaleBarPixels) {

  private static final double WIDEST_BAR = 0.25;
  private static final double OBLIQUE = 0.1;

  /** Letters and scale from the geometry of {@code frame}. */
  public static SliceMarks of(SliceFrame frame) {
    LpsVector right = frame.axes().right();
    LpsVector down = frame.axes().down();
    double barMm = roundBelow(frame.width() * frame.mmPerPixel() * WIDEST_BAR);
    return new SliceMarks(
        letters(right.times(-1)),
        letters(right),
        letters(down.times(-1)),
        letters(down),
        barMm,
        barMm / frame.mmPerPixel());
  }

  /**
   * How much longer than the displacement arrows are drawn, so that the usual largest one reaches
   * to the next arrow: 1, 2 or 5 times a power of ten, at least 1.
   */
  public static double arrowFactor(SliceFrame frame, ViewState.Deformation look) {
    return Math.max(1, roundBelow(DeformationArrows.stepMm(frame) / look.fullScaleMm()));
  }

  /** "50 mm". */
  public String scaleBarText() {
    return scaleBarMm >= 1 ? "%.0f mm".formatted(scaleBarMm) : scaleBarMm + " mm";
  }

  /**
   * The sides of the patient to which a unit vector leads, the foremost first: "L", or "LP" where
   * the second is more than {@value #OBLIQUE} of it, as PS3.3 C.7.6.1.1.1 writes oblique rows.
   */
  public static String letters(LpsVector direction) {
    LpsVector x = new LpsVector(direction.x(), 0, 0);
    LpsVector y = new LpsVector(0, direction.y(), 0);
    LpsVector z = new LpsVector(0, 0, direction.z());
    return Stream.of(x, y, z)
        .filter(part -> part.lengthMm() > OBLIQUE)
        .sorted(Comparator.comparingDouble(LpsVector::lengthMm).reversed())
        .limit(2)
        .map(SliceMarks::letter)
        .collect(Collectors.joining());
  }

  /** The side of the patient to which {@code direction} mainly leads. */
  static String letter(LpsVector direction) {
    double x = Math.abs(direction.x());
    double y = Math.abs(direction.y());
    double z = Math.abs(direction.z());
    if (x >= y && x >= z) {
      return direction.x() > 0 ? "L" : "R";
    }
    if (y >= z) {
      return direction.y() > 0 ? "P" : "A";
    }
    return direction.z() > 0 ? "S" : "I";
  }

  /** The largest of 1, 2, 5 times a power of ten that is not above {@code value}. */
  public static double roundBelow(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    double digits = value / power;
    return power * (digits >= 5 ? 5 : digits >= 2 ? 2 : 1);
  }
}
