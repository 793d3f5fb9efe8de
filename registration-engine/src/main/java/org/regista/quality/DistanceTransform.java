package org.regista.quality;

import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;

/**
 * The exact Euclidean distance from every voxel to the nearest site, by the lower envelope of
 * parabolas along one axis after the other (Felzenszwalb and Huttenlocher 2012,
 * doi:10.4086/toc.2012.v008a019, algorithm 1; here with a spacing per axis, and lines without a
 * site stay infinite). The axes must be orthogonal.
 */
final class DistanceTransform {

  private final double[] value;
  private final double[] position;
  private final double[] height;
  private final double[] from;

  private DistanceTransform(int longest) {
    value = new double[longest];
    position = new double[longest];
    height = new double[longest];
    from = new double[longest];
  }

  /** Squared distances in mm2, planar over the box; infinite if there is no site. */
  static double[] squaredMm(boolean[] sites, GridSize box, GridGeometry grid) {
    double[] squared = new double[sites.length];
    for (int p = 0; p < sites.length; p++) {
      squared[p] = sites[p] ? 0 : Double.POSITIVE_INFINITY;
    }
    int ni = box.ni();
    int plane = ni * box.nj();
    DistanceTransform line = new DistanceTransform(Math.max(ni, Math.max(box.nj(), box.nk())));
    for (int p = 0; p < squared.length; p += ni) {
      line.transform(squared, p, 1, ni, grid.spacingMm(0));
    }
    for (int k = 0; k < box.nk(); k++) {
      for (int i = 0; i < ni; i++) {
        line.transform(squared, k * plane + i, ni, box.nj(), grid.spacingMm(1));
      }
    }
    for (int p = 0; p < plane; p++) {
      line.transform(squared, p, plane, box.nk(), grid.spacingMm(2));
    }
    return squared;
  }

  /** In place: the smallest of d(x, y)^2 + squared(y) over all y of the line. */
  private void transform(double[] squared, int start, int stride, int length, double spacing) {
    for (int n = 0; n < length; n++) {
      value[n] = squared[start + n * stride];
    }
    int parabolas = envelope(length, spacing);
    if (parabolas == 0) {
      return;
    }
    int lowest = 0;
    for (int n = 0; n < length; n++) {
      double x = n * spacing;
      while (lowest + 1 < parabolas && from[lowest + 1] < x) {
        lowest++;
      }
      double d = x - position[lowest];
      squared[start + n * stride] = d * d + height[lowest];
    }
  }

  /** The parabolas that are lowest somewhere, from left to right, and where each begins to be. */
  private int envelope(int length, double spacing) {
    int last = -1;
    for (int n = 0; n < length; n++) {
      if (value[n] == Double.POSITIVE_INFINITY) {
        continue;
      }
      double x = n * spacing;
      double meet = Double.NEGATIVE_INFINITY;
      while (last >= 0) {
        meet = intersection(last, x, value[n]);
        if (meet > from[last]) {
          break;
        }
        last--;
      }
      last++;
      position[last] = x;
      height[last] = value[n];
      from[last] = last == 0 ? Double.NEGATIVE_INFINITY : meet;
    }
    return last + 1;
  }

  private double intersection(int left, double x, double h) {
    double p = position[left];
    return (h + x * x - height[left] - p * p) / (2 * (x - p));
  }
}
