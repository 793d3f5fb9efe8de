package org.regista.compute.reference;

/**
 * The eight corners of a cell between voxel centres under x + u(x), and the determinants of the
 * tetrahedra that they span (Liu et al. 2024, arXiv:2212.06060: a map whose corner and inscribed
 * tetrahedra keep their orientation does not fold under either split of the cells). Corner c lies
 * at (c &amp; 1, c &gt;&gt; 1 &amp; 1, c &gt;&gt; 2). For one thread.
 */
final class DigitalCell {

  private final double[] x = new double[8];
  private final double[] y = new double[8];
  private final double[] z = new double[8];
  private double min;
  private double max;

  void setCorner(int corner, double ui, double uj, double uk) {
    x[corner] = (corner & 1) + ui;
    y[corner] = (corner >> 1 & 1) + uj;
    z[corner] = (corner >> 2) + uk;
  }

  /** Computes the ten determinants; 1 is that of the identity. */
  void evaluate() {
    min = Double.POSITIVE_INFINITY;
    max = Double.NEGATIVE_INFINITY;
    for (int corner = 0; corner < 8; corner++) {
      // the edges along i, j and k that meet here, each in the direction of its axis
      int i = corner & ~1;
      int j = corner & ~2;
      int k = corner & ~4;
      add(determinant(i, i | 1, j, j | 2, k, k | 4));
    }
    add(determinant(0, 3, 0, 5, 0, 6) / -2);
    add(determinant(7, 4, 7, 2, 7, 1) / 2);
  }

  /** Smallest of the last evaluation. */
  double min() {
    return min;
  }

  /** Largest of the last evaluation. */
  double max() {
    return max;
  }

  private void add(double determinant) {
    min = Math.min(min, determinant);
    max = Math.max(max, determinant);
  }

  /** Determinant of the edges from a to b, from c to d, and from e to f. */
  private double determinant(int a, int b, int c, int d, int e, int f) {
    return determinant(
        x[b] - x[a],
        x[d] - x[c],
        x[f] - x[e],
        y[b] - y[a],
        y[d] - y[c],
        y[f] - y[e],
        z[b] - z[a],
        z[d] - z[c],
        z[f] - z[e]);
  }

  /** Determinant of a matrix given row by row. */
  static double determinant(
      double m00,
      double m01,
      double m02,
      double m10,
      double m11,
      double m12,
      double m20,
      double m21,
      double m22) {
    return m00 * (m11 * m22 - m12 * m21)
        - m01 * (m10 * m22 - m12 * m20)
        + m02 * (m10 * m21 - m11 * m20);
  }
}
