package org.regista.compute.kernel;

import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;

/**
 * Derivatives and maps carried from one coordinate system to another; small, on the caller's
 * thread.
 */
final class Maps {

  private Maps() {}

  /** Index of the fixed grid to index of the moving grid, through A in LPS mm. */
  static AffineMap indexToIndex(GridGeometry fixed, AffineMap fixedToMoving, GridGeometry moving) {
    return fixed.indexToLps().andThen(fixedToMoving).andThen(moving.lpsToIndex());
  }

  /**
   * Where the voxels of an image lie on a grid whose axes have the same directions.
   *
   * @throws IllegalArgumentException if the directions differ
   */
  static FieldLattice lattice(GridGeometry image, GridGeometry field) {
    if (field.equals(image)) {
      return FieldLattice.same(image.size());
    }
    AffineMap m = indexToIndex(image, AffineMap.IDENTITY, field);
    double aside =
        Math.max(
            Math.max(Math.abs(m.m01()), Math.max(Math.abs(m.m02()), Math.abs(m.m10()))),
            Math.max(Math.abs(m.m12()), Math.max(Math.abs(m.m20()), Math.abs(m.m21()))));
    if (aside > 1e-6) {
      throw new IllegalArgumentException("the grid of the field is turned against the image");
    }
    return new FieldLattice(
        field.size(),
        new AxisValues(m.m00(), m.m11(), m.m22()),
        new AxisValues(m.t0(), m.t1(), m.t2()));
  }

  /**
   * The derivative with respect to a map T from moments taken over p, where T is applied at {@code
   * inner(p)}: sum g_a [p, 1] becomes sum g_a [inner(p), 1].
   */
  static double[] throughInner(double[] moments, AffineMap inner) {
    double[] result = new double[12];
    for (int a = 0; a < 3; a++) {
      double si = moments[4 * a];
      double sj = moments[4 * a + 1];
      double sk = moments[4 * a + 2];
      double s1 = moments[4 * a + 3];
      result[4 * a] = inner.m00() * si + inner.m01() * sj + inner.m02() * sk + inner.t0() * s1;
      result[4 * a + 1] = inner.m10() * si + inner.m11() * sj + inner.m12() * sk + inner.t1() * s1;
      result[4 * a + 2] = inner.m20() * si + inner.m21() * sj + inner.m22() * sk + inner.t2() * s1;
      result[4 * a + 3] = s1;
    }
    return result;
  }
}
