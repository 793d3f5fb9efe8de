package org.regista.register.discrete;

import org.regista.geometry.GridSize;

/** Displacements of nodes in voxels, [3][nodes]; between nodes trilinear, beyond them constant. */
final class NodeField {

  private final NodeGrid grid;
  private final float[][] u;

  NodeField(NodeGrid grid) {
    this.grid = grid;
    this.u = new float[3][grid.count()];
  }

  NodeGrid grid() {
    return grid;
  }

  /** One component, borrowed. */
  float[] component(int axis) {
    return u[axis];
  }

  /** Adds the displacement at a voxel position to {@code into}. */
  void addAt(double i, double j, double k, double[] into) {
    GridSize n = grid.nodes();
    double x = Math.clamp(grid.toNode(i), 0, n.ni() - 1);
    double y = Math.clamp(grid.toNode(j), 0, n.nj() - 1);
    double z = Math.clamp(grid.toNode(k), 0, n.nk() - 1);
    int i0 = (int) x;
    int j0 = (int) y;
    int k0 = (int) z;
    for (int corner = 0; corner < 8; corner++) {
      int ci = Math.min(i0 + (corner & 1), n.ni() - 1);
      int cj = Math.min(j0 + (corner >> 1 & 1), n.nj() - 1);
      int ck = Math.min(k0 + (corner >> 2), n.nk() - 1);
      double weight =
          share(x - i0, corner & 1) * share(y - j0, corner >> 1 & 1) * share(z - k0, corner >> 2);
      int p = (ck * n.nj() + cj) * n.ni() + ci;
      for (int axis = 0; axis < 3; axis++) {
        into[axis] += weight * u[axis][p];
      }
    }
  }

  private static double share(double fraction, int far) {
    return far == 1 ? fraction : 1 - fraction;
  }

  /**
   * Each displacement becomes the mean over its 3x3x3 nodes, of which those count that have data.
   * Where none has, the mean over all.
   *
   * @param weight of each node, above 0
   */
  void smooth(float[] weight) {
    float[] sum = weight.clone();
    Boxes.sum(sum, grid.nodes());
    for (int axis = 0; axis < 3; axis++) {
      for (int n = 0; n < weight.length; n++) {
        u[axis][n] *= weight[n];
      }
      Boxes.sum(u[axis], grid.nodes());
      for (int n = 0; n < weight.length; n++) {
        u[axis][n] /= sum[n];
      }
    }
  }

  /**
   * Brings a field and its opposite towards being inverse to each other, half way in each round
   * (Heinrich et al. 2013 with the symmetry of Siebert et al. 2021, arXiv:2112.03053).
   */
  static void symmetrise(NodeField forward, NodeField backward, int rounds) {
    for (int round = 0; round < rounds; round++) {
      NodeField before = forward.copy();
      forward.meet(backward);
      backward.meet(before);
    }
  }

  private NodeField copy() {
    NodeField copy = new NodeField(grid);
    for (int axis = 0; axis < 3; axis++) {
      System.arraycopy(u[axis], 0, copy.u[axis], 0, u[axis].length);
    }
    return copy;
  }

  /** u(x) becomes the mean of u(x) and -v(x + u(x)). */
  private void meet(NodeField v) {
    GridSize n = grid.nodes();
    int p = 0;
    for (int k = 0; k < n.nk(); k++) {
      for (int j = 0; j < n.nj(); j++) {
        for (int i = 0; i < n.ni(); i++, p++) {
          double[] back = new double[3];
          v.addAt(
              grid.toVoxel(i) + u[0][p],
              grid.toVoxel(j) + u[1][p],
              grid.toVoxel(k) + u[2][p],
              back);
          for (int axis = 0; axis < 3; axis++) {
            u[axis][p] = (float) (0.5 * (u[axis][p] - back[axis]));
          }
        }
      }
    }
  }
}
