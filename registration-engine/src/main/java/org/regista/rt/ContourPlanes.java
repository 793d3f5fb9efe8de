package org.regista.rt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;

/**
 * The solid that parallel closed contours stand for: in the plane of each contour the signed
 * distance to it, between two planes the distance interpolated (shape-based interpolation; Raya and
 * Udupa 1990, doi:10.1109/42.52980), and half a plane distance beyond the outermost. Contours
 * within contours are holes (exclusive or).
 */
final class ContourPlanes {

  private static final double SAME_PLANE_MM = 0.01;
  private static final double LARGEST_TILT = 1e-3;

  private final LpsVector u;
  private final LpsVector v;
  private final LpsVector normal;
  private final double[] places;
  private final List<List<double[]>> polygons;
  private final double distanceMm;

  private ContourPlanes(
      LpsVector u, LpsVector v, LpsVector normal, TreeMap<Double, List<double[]>> planes) {
    this.u = u;
    this.v = v;
    this.normal = normal;
    this.places = planes.keySet().stream().mapToDouble(d -> d).toArray();
    this.polygons = List.copyOf(planes.values());
    this.distanceMm = usualDistance(places);
  }

  /**
   * @throws IllegalArgumentException if the structure has no closed contours in parallel planes
   */
  static ContourPlanes of(Structure structure) {
    List<Contour> closed =
        structure.contours().stream()
            .filter(c -> c.kind() == Contour.Kind.CLOSED_PLANAR && c.area().lengthMm() > 0)
            .toList();
    if (closed.isEmpty()) {
      throw new IllegalArgumentException(
          "structure '%s' has no closed contour".formatted(structure.name()));
    }
    LpsVector normal = unit(closed.getFirst().area());
    LpsVector u = unit(closed.getFirst().points().get(1).minus(closed.getFirst().middle()));
    u = unit(u.plus(normal.times(-u.dot(normal))));
    LpsVector v = cross(normal, u);
    TreeMap<Double, List<double[]>> planes = new TreeMap<>();
    for (Contour contour : closed) {
      if (Math.abs(unit(contour.area()).dot(normal)) < 1 - LARGEST_TILT) {
        throw new IllegalArgumentException(
            "the contours of structure '%s' do not lie in parallel planes"
                .formatted(structure.name()));
      }
      double place = along(contour.middle(), normal);
      Double near = planes.floorKey(place + SAME_PLANE_MM);
      boolean same = near != null && near > place - SAME_PLANE_MM;
      planes.computeIfAbsent(same ? near : place, p -> new ArrayList<>()).add(flat(contour, u, v));
    }
    return new ContourPlanes(u, v, normal, planes);
  }

  private static double usualDistance(double[] places) {
    double[] gaps = new double[Math.max(1, places.length - 1)];
    gaps[0] = 1;
    for (int n = 1; n < places.length; n++) {
      gaps[n - 1] = places[n] - places[n - 1];
    }
    Arrays.sort(gaps);
    return gaps[gaps.length / 2];
  }

  private static double[] flat(Contour contour, LpsVector u, LpsVector v) {
    double[] xy = new double[2 * contour.points().size()];
    for (int n = 0; n < contour.points().size(); n++) {
      xy[2 * n] = along(contour.points().get(n), u);
      xy[2 * n + 1] = along(contour.points().get(n), v);
    }
    return xy;
  }

  /** Usual distance of neighbouring planes, mm; 1 if there is one plane only. */
  double distanceMm() {
    return distanceMm;
  }

  /** Positive inside; about the distance to the surface within the planes, mm. */
  double signedDistance(LpsPoint p) {
    double w = along(p, normal);
    double x = along(p, u);
    double y = along(p, v);
    int above = Arrays.binarySearch(places, w);
    if (above >= 0) {
      return inPlane(above, x, y);
    }
    above = -above - 1;
    boolean hasBelow = above > 0;
    boolean hasAbove = above < places.length;
    if (hasBelow && hasAbove && places[above] - places[above - 1] < 1.5 * distanceMm) {
      double t = (w - places[above - 1]) / (places[above] - places[above - 1]);
      return (1 - t) * inPlane(above - 1, x, y) + t * inPlane(above, x, y);
    }
    double below = hasBelow ? cap(w - places[above - 1], above - 1, x, y) : -distanceMm;
    double beyond = hasAbove ? cap(places[above] - w, above, x, y) : -distanceMm;
    return Math.max(below, beyond);
  }

  /** Beyond the last plane of a stack the solid ends after half a plane distance. */
  private double cap(double distance, int plane, double x, double y) {
    return Math.min(distanceMm / 2 - distance, inPlane(plane, x, y));
  }

  private double inPlane(int plane, double x, double y) {
    boolean inside = false;
    double nearest = Double.POSITIVE_INFINITY;
    for (double[] polygon : polygons.get(plane)) {
      int count = polygon.length / 2;
      for (int n = 0, m = count - 1; n < count; m = n++) {
        double ax = polygon[2 * m];
        double ay = polygon[2 * m + 1];
        double bx = polygon[2 * n];
        double by = polygon[2 * n + 1];
        if (ay > y != by > y && x < ax + (y - ay) / (by - ay) * (bx - ax)) {
          inside = !inside;
        }
        nearest = Math.min(nearest, squaredDistance(x - ax, y - ay, bx - ax, by - ay));
      }
    }
    double distance = Math.sqrt(nearest);
    return inside ? distance : -distance;
  }

  /** From a point to a side, both relative to where the side begins. */
  private static double squaredDistance(double px, double py, double dx, double dy) {
    double length = dx * dx + dy * dy;
    double t = length > 0 ? Math.clamp((px * dx + py * dy) / length, 0, 1) : 0;
    double ex = px - t * dx;
    double ey = py - t * dy;
    return ex * ex + ey * ey;
  }

  private static double along(LpsPoint p, LpsVector axis) {
    return p.x() * axis.x() + p.y() * axis.y() + p.z() * axis.z();
  }

  private static LpsVector unit(LpsVector a) {
    return a.times(1 / a.lengthMm());
  }

  private static LpsVector cross(LpsVector a, LpsVector b) {
    return new LpsVector(
        a.y() * b.z() - a.z() * b.y(),
        a.z() * b.x() - a.x() * b.z(),
        a.x() * b.y() - a.y() * b.x());
  }
}
