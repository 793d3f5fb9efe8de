package org.regista.transform.map;

import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;

/**
 * {@code x -> x + sum of c_n B(x - x_n)} over the nodes n of a grid, B the product of cardinal
 * B-splines (Rueckert et al. 1999, doi:10.1109/42.796284, eq. 1). Where not all the nodes that a
 * point needs are on the grid, the displacement is zero: the convention of ITK and elastix, to the
 * same half-open border.
 */
public final class BSplineMap implements PointMap {

  private final GridGeometry nodes;
  private final int order;
  private final double[] coefficientsMm;
  private final AffineMap lpsToNode;
  private final int count;

  /**
   * @param order of the spline, 1 to 3
   * @param coefficientsMm LPS mm, planar [3][nk][nj][ni]; kept, not copied
   */
  public BSplineMap(GridGeometry nodes, int order, double[] coefficientsMm) {
    if (order < 1 || order > 3) {
      throw new IllegalArgumentException("a B-spline of order " + order + "; 1 to 3 are possible");
    }
    long expected = 3 * nodes.size().voxelCount();
    if (coefficientsMm.length != expected) {
      throw new IllegalArgumentException(
          "%d coefficients for a grid of %s nodes, which needs %d"
              .formatted(coefficientsMm.length, nodes.size(), expected));
    }
    this.nodes = nodes;
    this.order = order;
    this.coefficientsMm = coefficientsMm;
    this.lpsToNode = nodes.lpsToIndex();
    this.count = coefficientsMm.length / 3;
  }

  public GridGeometry nodes() {
    return nodes;
  }

  public int order() {
    return order;
  }

  /** LPS mm, planar [3][nk][nj][ni]; a copy. */
  public double[] coefficientsMm() {
    return coefficientsMm.clone();
  }

  @Override
  public void apply(double[] point) {
    double i = lpsToNode.row0(point[0], point[1], point[2]);
    double j = lpsToNode.row1(point[0], point[1], point[2]);
    double k = lpsToNode.row2(point[0], point[1], point[2]);
    GridSize size = nodes.size();
    if (supported(i, size.ni()) && supported(j, size.nj()) && supported(k, size.nk())) {
      displace(point, i, j, k);
    }
  }

  /** False for NaN. */
  private boolean supported(double index, int length) {
    double margin = (order - 1) / 2.0;
    return index >= margin && index < length - 1 - margin;
  }

  private void displace(double[] point, double i, double j, double k) {
    int i0 = first(i);
    int j0 = first(j);
    int k0 = first(k);
    double[] wi = weights(i - i0);
    double[] wj = weights(j - j0);
    double[] wk = weights(k - k0);
    double x = 0;
    double y = 0;
    double z = 0;
    for (int c = 0; c <= order; c++) {
      for (int b = 0; b <= order; b++) {
        double wjk = wj[b] * wk[c];
        int row = (int) nodes.size().offset(i0, j0 + b, k0 + c);
        for (int a = 0; a <= order; a++) {
          double w = wi[a] * wjk;
          x += w * coefficientsMm[row + a];
          y += w * coefficientsMm[row + a + count];
          z += w * coefficientsMm[row + a + 2 * count];
        }
      }
    }
    point[0] += x;
    point[1] += y;
    point[2] += z;
  }

  /** The first node whose spline reaches an index. */
  private int first(double index) {
    return (int) Math.floor(index - (order - 1) / 2.0);
  }

  /** The splines of the nodes 0 to {@code order} at a distance from node 0. */
  private double[] weights(double fromFirst) {
    double t = fromFirst - (order - 1) / 2.0;
    return switch (order) {
      case 1 -> new double[] {1 - t, t};
      case 2 -> {
        double r = t - 0.5;
        yield new double[] {0.5 * (0.5 - r) * (0.5 - r), 0.75 - r * r, 0.5 * (0.5 + r) * (0.5 + r)};
      }
      default -> {
        double s = 1 - t;
        yield new double[] {
          s * s * s / 6,
          (4 - 6 * t * t + 3 * t * t * t) / 6,
          (4 - 6 * s * s + 3 * s * s * s) / 6,
          t * t * t / 6
        };
      }
    };
  }
}
