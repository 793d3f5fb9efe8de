package org.regista.viewers.slice;

import org.regista.geometry.LpsVector;

/**
 * What must be written on a slice, as data; the workstation and the report draw it each in their
 * way.
 *
 * @param left letter of the side of the patient at the left edge, one of R L A P S I; the others
 *     alike
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

  /** Letters and scale from the geometry of {@code frame}. */
  public static SliceMarks of(SliceFrame frame) {
    LpsVector right = frame.plane().right();
    LpsVector down = frame.plane().down();
    double barMm = roundBelow(frame.width() * frame.mmPerPixel() * WIDEST_BAR);
    return new SliceMarks(
        letter(right.times(-1)),
        letter(right),
        letter(down.times(-1)),
        letter(down),
        barMm,
        barMm / frame.mmPerPixel());
  }

  /** "50 mm". */
  public String scaleBarText() {
    return scaleBarMm >= 1 ? "%.0f mm".formatted(scaleBarMm) : scaleBarMm + " mm";
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
  static double roundBelow(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    double digits = value / power;
    return power * (digits >= 5 ? 5 : digits >= 2 ? 2 : 1);
  }
}
