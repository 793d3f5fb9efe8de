package org.regista.rt;

import java.util.List;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.transform.Transform;

/**
 * A region of interest.
 *
 * @param number ROI Number
 * @param type RT ROI Interpreted Type: "GTV", "ORGAN", "EXTERNAL"; empty if unknown
 * @param rgb colour as 0xRRGGBB
 */
public record Structure(int number, String name, String type, int rgb, List<Contour> contours) {

  public Structure {
    contours = List.copyOf(contours);
  }

  Structure through(Transform map) {
    return new Structure(
        number, name, type, rgb, contours.stream().map(c -> c.through(map)).toList());
  }

  public Structure withContours(List<Contour> others) {
    return new Structure(number, name, type, rgb, others);
  }

  /**
   * Centre of all closed contours, each weighed by its area; of all points if none is closed.
   *
   * @throws IllegalStateException if it has no contour
   */
  public LpsPoint centroid() {
    if (contours.isEmpty()) {
      throw new IllegalStateException("structure '" + name + "' has no contour");
    }
    LpsPoint first = contours.getFirst().points().getFirst();
    LpsVector sum = LpsVector.ZERO;
    double weights = 0;
    for (Contour contour : contours) {
      double weight = contour.area().lengthMm();
      sum = sum.plus(contour.centroid().minus(first).times(weight));
      weights += weight;
    }
    if (weights > 0) {
      return first.plus(sum.times(1 / weights));
    }
    LpsVector plain = LpsVector.ZERO;
    for (Contour contour : contours) {
      plain = plain.plus(contour.middle().minus(first));
    }
    return first.plus(plain.times(1.0 / contours.size()));
  }
}
