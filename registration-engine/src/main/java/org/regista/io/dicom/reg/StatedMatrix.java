package org.regista.io.dicom.reg;

import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.transform.RigidTransform;

/**
 * A matrix as an object states it.
 *
 * @param type "RIGID", "RIGID_SCALE" or "AFFINE"
 */
record StatedMatrix(String type, AffineMap map) {

  private static final int POLAR_ITERATIONS = 50;

  /** Largest entry of |M'M - 1|: how far it is from keeping distances. */
  double deviation() {
    return RigidTransform.deviationFromRotation(map);
  }

  boolean isIdentity() {
    return map.maxDifference(AffineMap.IDENTITY) < 1e-9;
  }

  /**
   * The rotation that comes nearest, about the same translation: Newton's iteration for the polar
   * decomposition, X <- (X + X^-T) / 2 (Higham 1986, doi:10.1137/0907079, eq. 3.1).
   */
  AffineMap nearestRotation() {
    AffineMap x = map;
    for (int n = 0; n < POLAR_ITERATIONS; n++) {
      AffineMap inverse = x.inverse();
      x =
          AffineMap.ofColumns(
              half(x.column(0), row(inverse, 0)),
              half(x.column(1), row(inverse, 1)),
              half(x.column(2), row(inverse, 2)),
              map.apply(new LpsPoint(0, 0, 0)));
    }
    return x;
  }

  private static LpsVector half(LpsVector a, LpsVector b) {
    return a.plus(b).times(0.5);
  }

  private static LpsVector row(AffineMap m, int row) {
    return switch (row) {
      case 0 -> new LpsVector(m.m00(), m.m01(), m.m02());
      case 1 -> new LpsVector(m.m10(), m.m11(), m.m12());
      default -> new LpsVector(m.m20(), m.m21(), m.m22());
    };
  }
}
