package org.regista.app.cli;

import java.util.List;
import java.util.Locale;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;

/** A grid and its intensities in words. */
final class GridText {

  private static final double STRAIGHT = 0.9999;
  private static final double SHEARED = 1e-4;
  private static final double LARGEST_WHOLE = 1e9;

  private GridText() {}

  static List<String> lines(GridGeometry grid) {
    LpsPoint o = grid.origin();
    return List.of(
        row("size", "%s voxels", grid.size()),
        row(
            "spacing",
            "%.4f x %.4f x %.4f mm",
            grid.spacingMm(0),
            grid.spacingMm(1),
            grid.spacingMm(2)),
        row("origin", "%.3f, %.3f, %.3f (LPS mm, centre of voxel 0)", o.x(), o.y(), o.z()),
        row("axes", "%s", axes(grid)));
  }

  /** "i to Left, j to Posterior, k to Superior; oblique by up to 12.3 degrees". */
  private static String axes(GridGeometry grid) {
    String text =
        "i to %s, j to %s, k to %s"
            .formatted(
                towards(grid.direction(0)), towards(grid.direction(1)), towards(grid.direction(2)));
    double least =
        Math.min(
            largest(grid.direction(0)),
            Math.min(largest(grid.direction(1)), largest(grid.direction(2))));
    if (least < STRAIGHT) {
      text +=
          String.format(
              Locale.ROOT, "; oblique by up to %.1f degrees", Math.toDegrees(Math.acos(least)));
    }
    return grid.shear() > SHEARED ? text + "; not at right angles" : text;
  }

  private static String towards(LpsVector axis) {
    double largest = largest(axis);
    if (Math.abs(axis.x()) == largest) {
      return axis.x() > 0 ? "Left" : "Right";
    }
    if (Math.abs(axis.y()) == largest) {
      return axis.y() > 0 ? "Posterior" : "Anterior";
    }
    return axis.z() > 0 ? "Superior" : "Inferior";
  }

  private static double largest(LpsVector v) {
    return Math.max(Math.abs(v.x()), Math.max(Math.abs(v.y()), Math.abs(v.z())));
  }

  static String intensities(Volume volume) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    double sum = 0;
    long count = volume.voxels().length();
    for (long n = 0; n < count; n++) {
      float value = volume.voxels().get(n);
      low = Math.min(low, value);
      high = Math.max(high, value);
      sum += value;
    }
    String unit =
        volume.unit() == IntensityUnit.ARBITRARY ? "without unit" : volume.unit().symbol();
    return row(
        "intensities",
        "%s, %s to %s, mean %s",
        unit,
        number(low),
        number(high),
        number(sum / count));
  }

  private static String number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE;
    return String.format(Locale.ROOT, whole ? "%.0f" : "%.6g", value);
  }

  private static String row(String name, String form, Object... values) {
    return String.format(Locale.ROOT, "%-12s " + form, prepend(name, values));
  }

  private static Object[] prepend(String name, Object... values) {
    Object[] all = new Object[values.length + 1];
    all[0] = name;
    System.arraycopy(values, 0, all, 1, values.length);
    return all;
  }
}
