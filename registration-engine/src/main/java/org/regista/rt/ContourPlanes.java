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
  private static final double LARGEST_GAP = 1.5;

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

  LpsVector u() {
    return u;
  }

  LpsVector v() {
    return v;
  }

  LpsVector normal() {
    return normal;
  }

  int count() {
    return places.length;
  }

  /** The contours of a plane, coordinates along u and v alternating. */
  List<double[]> polygons(int plane) {
    return polygons.get(plane);
  }

  /** Whether every plane is whole plane distances from the first. */
  boolean isEven() {
    return Arrays.stream(places)
        .map(place -> (place - places[0]) / distanceMm)
        .allMatch(steps -> Math.abs(steps - Math.round(steps)) * distanceMm < SAME_PLANE_MM);
  }

  /** The box around all contours, mm along u, v and normal. */
  record Extent(
      double leastU, double mostU, double leastV, double mostV, double leastW, double mostW) {}

  Extent extent() {
    double[] least = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] most = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (List<double[]> plane : polygons) {
      for (double[] polygon : plane) {
        for (int n = 0; n < polygon.length; n++) {
          least[n % 2] = Math.min(least[n % 2], polygon[n]);
          most[n % 2] = Math.max(most[n % 2], polygon[n]);
        }
      }
    }
    return new Extent(least[0], most[0], least[1], most[1], places[0], places[places.length - 1]);
  }

  /**
   * What a plane has to say at a place along the normal.
   *
   * @param weight of a mean, or how far beyond the plane in plane distances
   */
  record Share(int plane, double weight, boolean isMean) {}

  /** One or two planes, see {@link #signedDistance}; all of a mean or none. */
  List<Share> shares(double w) {
    int above = 0;
    while (above < places.length && places[above] < w - SAME_PLANE_MM) {
      above++;
    }
    if (above < places.length && places[above] < w + SAME_PLANE_MM) {
      return List.of(new Share(above, 1, true));
    }
    List<Share> found = new ArrayList<>();
    boolean between = above > 0 && above < places.length && !isGap(above);
    if (above > 0) {
      double d = w - places[above - 1];
      found.add(
          between
              ? new Share(above - 1, 1 - d / (places[above] - places[above - 1]), true)
              : new Share(above - 1, d / distanceMm, false));
    }
    if (above < places.length) {
      double d = places[above] - w;
      found.add(
          between
              ? new Share(above, 1 - d / (places[above] - places[above - 1]), true)
              : new Share(above, d / distanceMm, false));
    }
    return found;
  }

  /** Whether so much is missing before plane n that the solid ends and begins again. */
  private boolean isGap(int n) {
    return places[n] - places[n - 1] >= LARGEST_GAP * distanceMm;
  }

  /** Areas times half the way to both neighbours; half a plane distance where there is none. */
  double volumeMm3() {
    double sum = 0;
    for (int n = 0; n < places.length; n++) {
      boolean first = n == 0 || isGap(n);
      boolean last = n == places.length - 1 || isGap(n + 1);
      double before = first ? distanceMm : places[n] - places[n - 1];
      double after = last ? distanceMm : places[n + 1] - places[n];
      sum += area(polygons.get(n)) * (before + after) / 2;
    }
    return sum;
  }

  /** Contours within an odd number of others are holes. */
  private static double area(List<double[]> plane) {
    double sum = 0;
    for (int n = 0; n < plane.size(); n++) {
      double[] polygon = plane.get(n);
      int around = 0;
      for (int m = 0; m < plane.size(); m++) {
        around += m != n && contains(plane.get(m), polygon[0], polygon[1]) ? 1 : 0;
      }
      sum += around % 2 == 0 ? area(polygon) : -area(polygon);
    }
    return sum;
  }

  private static double area(double[] polygon) {
    double twice = 0;
    for (int n = 0; n < polygon.length; n += 2) {
      int next = (n + 2) % polygon.length;
      twice += polygon[n] * polygon[next + 1] - polygon[next] * polygon[n + 1];
    }
    return Math.abs(twice) / 2;
  }

  private static boolean contains(double[] polygon, double x, double y) {
    boolean inside = false;
    int count = polygon.length / 2;
    for (int n = 0, m = count - 1; n < count; m = n++) {
      double ay = polygon[2 * m + 1];
      double by = polygon[2 * n + 1];
      double ax = polygon[2 * m];
      if (ay > y != by > y && x < ax + (y - ay) / (by - ay) * (polygon[2 * n] - ax)) {
        inside = !inside;
      }
    }
    return inside;
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
    if (hasBelow && hasAbove && !isGap(above)) {
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
