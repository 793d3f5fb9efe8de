package org.regista.resample;

import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;
import org.regista.parallel.Workers;

/**
 * Voxel values to the coefficients of the cubic B-spline that passes through them, by one causal
 * and one anticausal recursion along each axis (Unser 1999, doi:10.1109/79.799930, box 2), for an
 * image mirrored about its outermost voxels.
 */
final class BSplinePrefilter {

  private static final double POLE = Math.sqrt(3) - 2;

  /** Gain of the two recursions: (1 - z)(1 - 1/z). */
  private static final double GAIN = 6;

  /** Terms after which the start of the causal recursion no longer changes: |POLE|^32 < 1e-18. */
  private static final int HORIZON = 32;

  private BSplinePrefilter() {}

  /** A new buffer of the same layout, owned by the caller. */
  static NativeBuffer coefficients(NativeBuffer voxels, GridSize size, int threads) {
    NativeBuffer coefficients = voxels.copy();
    Workers.forEach(size.nk(), threads, k -> filterPlane(coefficients, size, k));
    Workers.forEach(size.nj(), threads, j -> filterStack(coefficients, size, j));
    return coefficients;
  }

  /** Along i, then along j, for one k. */
  private static void filterPlane(NativeBuffer c, GridSize size, int k) {
    float[] row = new float[size.ni()];
    double[][] plane = new double[size.nj()][size.ni()];
    double[][] along = new double[size.ni()][1];
    for (int j = 0; j < size.nj(); j++) {
      c.read(size.offset(0, j, k), row, size.ni());
      for (int i = 0; i < size.ni(); i++) {
        along[i][0] = row[i];
      }
      filter(along);
      for (int i = 0; i < size.ni(); i++) {
        plane[j][i] = along[i][0];
      }
    }
    filter(plane);
    for (int j = 0; j < size.nj(); j++) {
      write(c, size.offset(0, j, k), plane[j], row);
    }
  }

  /** Along k, for one j. */
  private static void filterStack(NativeBuffer c, GridSize size, int j) {
    float[] row = new float[size.ni()];
    double[][] stack = new double[size.nk()][size.ni()];
    for (int k = 0; k < size.nk(); k++) {
      c.read(size.offset(0, j, k), row, size.ni());
      for (int i = 0; i < size.ni(); i++) {
        stack[k][i] = row[i];
      }
    }
    filter(stack);
    for (int k = 0; k < size.nk(); k++) {
      write(c, size.offset(0, j, k), stack[k], row);
    }
  }

  private static void write(NativeBuffer c, long to, double[] values, float[] row) {
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) values[i];
    }
    c.write(to, row, row.length);
  }

  /** In place along the first index of {@code s}; the second runs over independent signals. */
  private static void filter(double[][] s) {
    int last = s.length - 1;
    if (last == 0) {
      return;
    }
    startCausal(s);
    for (int n = 1; n <= last; n++) {
      addScaled(s[n], POLE, s[n - 1]);
    }
    double[] end = s[last];
    for (int i = 0; i < end.length; i++) {
      end[i] = POLE / (POLE * POLE - 1) * (POLE * s[last - 1][i] + end[i]);
    }
    for (int n = last - 1; n >= 0; n--) {
      for (int i = 0; i < end.length; i++) {
        s[n][i] = POLE * (s[n + 1][i] - s[n][i]);
      }
    }
    for (double[] signals : s) {
      for (int i = 0; i < signals.length; i++) {
        signals[i] *= GAIN;
      }
    }
  }

  /** s[0] becomes the sum over all n >= 0 of POLE^n s[n], s mirrored at both ends. */
  private static void startCausal(double[][] s) {
    int period = 2 * (s.length - 1);
    int terms = Math.min(HORIZON, period);
    double whole = terms == period ? 1 - Math.pow(POLE, period) : 1;
    double power = 1;
    double[] sum = new double[s[0].length];
    for (int n = 0; n < terms; n++) {
      addScaled(sum, power / whole, s[n < s.length ? n : period - n]);
      power *= POLE;
    }
    System.arraycopy(sum, 0, s[0], 0, sum.length);
  }

  private static void addScaled(double[] into, double factor, double[] addend) {
    for (int i = 0; i < into.length; i++) {
      into[i] += factor * addend[i];
    }
  }
}
