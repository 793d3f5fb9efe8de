package org.regista.rt;

import java.util.List;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.transform.Transform;

/**
 * One line or point of a structure.
 *
 * @param points LPS mm; a closed contour does not repeat its first point
 */
public record Contour(Kind kind, List<LpsPoint> points) {

  /** Contour Geometric Type (PS3.3 C.8.8.6.1). */
  public enum Kind {
    POINT,
    OPEN_PLANAR,
    OPEN_NONPLANAR,
    CLOSED_PLANAR
  }

  public Contour {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("a contour without points");
    }
  }

  /** Each point taken along {@code map}, from its fixed to its moving side. */
  Contour through(Transform map) {
    return new Contour(kind, points.stream().map(map::toMoving).toList());
  }

  /** The mean of the points. */
  public LpsPoint middle() {
    double x = 0;
    double y = 0;
    double z = 0;
    for (LpsPoint p : points) {
      x += p.x();
      y += p.y();
      z += p.z();
    }
    return new LpsPoint(x / points.size(), y / points.size(), z / points.size());
  }

  /**
   * Perpendicular to its plane, as long as the area in mm2 (Newell's sum of cross products); zero
   * for points and straight lines.
   */
  public LpsVector area() {
    LpsPoint middle = middle();
    LpsVector sum = LpsVector.ZERO;
    for (int n = 0; n < points.size(); n++) {
      sum = sum.plus(half(middle, n));
    }
    return sum;
  }

  /** Area vector of the triangle of {@code middle} and side n. */
  private LpsVector half(LpsPoint middle, int n) {
    LpsVector a = points.get(n).minus(middle);
    LpsVector b = points.get((n + 1) % points.size()).minus(middle);
    return new LpsVector(
            a.y() * b.z() - a.z() * b.y(),
            a.z() * b.x() - a.x() * b.z(),
            a.x() * b.y() - a.y() * b.x())
        .times(0.5);
  }

  /** Centre of the area of a closed contour, of the points of any other. */
  public LpsPoint centroid() {
    LpsPoint middle = middle();
    LpsVector whole = area();
    if (kind != Kind.CLOSED_PLANAR || whole.lengthMm() < 1e-9) {
      return middle;
    }
    LpsVector normal = whole.times(1 / whole.lengthMm());
    LpsVector moment = LpsVector.ZERO;
    for (int n = 0; n < points.size(); n++) {
      LpsVector a = points.get(n).minus(middle);
      LpsVector b = points.get((n + 1) % points.size()).minus(middle);
      moment = moment.plus(a.plus(b).times(half(middle, n).dot(normal) / 3));
    }
    return middle.plus(moment.times(1 / whole.lengthMm()));
  }
}
