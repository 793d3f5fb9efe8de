package org.regista.compute.kernel;

import org.regista.geometry.AffineMap;
import org.regista.image.NativeBuffer;
import org.regista.parallel.Workers;

/** Displacements in voxels of a grid and in LPS mm, planar [3][count]. */
final class FieldUnits {

  private static final int STEP = 1 << 14;

  private FieldUnits() {}

  /** result = L field, L the linear part of the map; result may be field. */
  static void turn(NativeBuffer field, NativeBuffer result, AffineMap by, int threads) {
    long count = field.length() / 3;
    int steps = Math.toIntExact((count + STEP - 1) / STEP);
    Workers.forEach(
        steps,
        threads,
        step -> {
          long from = (long) step * STEP;
          turn(field, result, from, (int) Math.min(STEP, count - from), count, by);
        });
  }

  private static void turn(
      NativeBuffer field, NativeBuffer result, long from, int length, long count, AffineMap by) {
    float[] x = new float[length];
    float[] y = new float[length];
    float[] z = new float[length];
    field.read(from, x, length);
    field.read(from + count, y, length);
    field.read(from + 2 * count, z, length);
    for (int n = 0; n < length; n++) {
      double a = by.m00() * x[n] + by.m01() * y[n] + by.m02() * z[n];
      double b = by.m10() * x[n] + by.m11() * y[n] + by.m12() * z[n];
      double c = by.m20() * x[n] + by.m21() * y[n] + by.m22() * z[n];
      x[n] = (float) a;
      y[n] = (float) b;
      z[n] = (float) c;
    }
    result.write(from, x, length);
    result.write(from + count, y, length);
    result.write(from + 2 * count, z, length);
  }
}
