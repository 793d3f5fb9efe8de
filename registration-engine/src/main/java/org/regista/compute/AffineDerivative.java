package org.regista.compute;

import org.regista.geometry.AffineMap;

/** The derivative of a scalar with respect to the twelve entries of an affine map, row by row. */
public record AffineDerivative(
    double d00,
    double d01,
    double d02,
    double d03,
    double d10,
    double d11,
    double d12,
    double d13,
    double d20,
    double d21,
    double d22,
    double d23) {

  /** From a row-major 3x4 array. */
  public static AffineDerivative of(double[] rows) {
    return new AffineDerivative(
        rows[0], rows[1], rows[2], rows[3], rows[4], rows[5], rows[6], rows[7], rows[8], rows[9],
        rows[10], rows[11]);
  }

  /**
   * The derivative with respect to a map T, if this is the one with respect to {@code outer o T}:
   * L' D, L the linear part of {@code outer}.
   */
  public AffineDerivative throughOuter(AffineMap outer) {
    double[] l = {
      outer.m00(),
      outer.m01(),
      outer.m02(),
      outer.m10(),
      outer.m11(),
      outer.m12(),
      outer.m20(),
      outer.m21(),
      outer.m22()
    };
    double[] derivative = toArray();
    double[] result = new double[12];
    for (int b = 0; b < 3; b++) {
      for (int c = 0; c < 4; c++) {
        for (int a = 0; a < 3; a++) {
          result[4 * b + c] += l[3 * a + b] * derivative[4 * a + c];
        }
      }
    }
    return of(result);
  }

  /** Row-major 3x4. */
  public double[] toArray() {
    return new double[] {d00, d01, d02, d03, d10, d11, d12, d13, d20, d21, d22, d23};
  }
}
