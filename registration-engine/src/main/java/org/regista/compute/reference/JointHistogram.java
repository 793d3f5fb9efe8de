package org.regista.compute.reference;

import static org.regista.compute.kernel.HistogramAxes.PADDING;

import org.regista.compute.kernel.HistogramAxes;
import org.regista.image.NativeBuffer;

/**
 * The Parzen joint histogram of Mattes et al. 2003 (doi:10.1109/TMI.2003.809072, eqs. 8 to 11): a
 * box window along the fixed axis, a cubic B-spline window along the moving axis.
 */
final class JointHistogram {

  private final HistogramAxes axes;
  private final int threads;

  JointHistogram(HistogramAxes axes, int threads) {
    this.axes = axes;
    this.threads = threads;
  }

  /** See {@link org.regista.compute.kernel.SampleKernels#jointHistogram}. */
  double[] count(NativeBuffer fixed, NativeBuffer moving, NativeBuffer weight, long count) {
    return Reduction.overList(
        count,
        axes.bins() * axes.bins(),
        threads,
        (table, from, length) -> {
          float[] f = ListAlgebra.read(fixed, from, length);
          float[] m = ListAlgebra.read(moving, from, length);
          float[] w = ListAlgebra.read(weight, from, length);
          for (int n = 0; n < length; n++) {
            if (w[n] > 0) {
              add(table, fixedBin(f[n]), clamped(movingBin(m[n])), w[n]);
            }
          }
        });
  }

  private void add(double[] table, int fixedBin, double movingBin, double weight) {
    int first = (int) movingBin - 1;
    for (int bin = first; bin < first + 4; bin++) {
      table[fixedBin * axes.bins() + bin] += weight * cubic(bin - movingBin);
    }
  }

  /** See {@link org.regista.compute.kernel.SampleKernels#histogramDerivative}. */
  void derivative(
      NativeBuffer fixed,
      NativeBuffer moving,
      NativeBuffer weight,
      long count,
      double[] table,
      NativeBuffer derivative) {
    Reduction.forEachChunk(
        count,
        threads,
        (from, length) -> {
          float[] f = ListAlgebra.read(fixed, from, length);
          float[] m = ListAlgebra.read(moving, from, length);
          float[] w = ListAlgebra.read(weight, from, length);
          float[] d = new float[length];
          for (int n = 0; n < length; n++) {
            double bin = movingBin(m[n]);
            if (w[n] > 0 && bin == clamped(bin)) {
              d[n] =
                  (float) (-(double) w[n] / axes.movingWidth() * slope(table, fixedBin(f[n]), bin));
            }
          }
          derivative.write(from, d, length);
        });
  }

  /** Sum over m of beta3'(m - movingBin) table[fixedBin, m]. */
  private double slope(double[] table, int fixedBin, double movingBin) {
    int first = (int) movingBin - 1;
    double sum = 0;
    for (int bin = first; bin < first + 4; bin++) {
      sum += cubicSlope(bin - movingBin) * table[fixedBin * axes.bins() + bin];
    }
    return sum;
  }

  private int fixedBin(float x) {
    return (int) (clamped(((double) x - axes.fixedMin()) / axes.fixedWidth()) + 0.5);
  }

  private double movingBin(float x) {
    return ((double) x - axes.movingMin()) / axes.movingWidth();
  }

  private double clamped(double bin) {
    return Math.clamp(bin, (double) PADDING, axes.bins() - 1.0 - PADDING);
  }

  /** The cubic B-spline beta3. */
  private static double cubic(double t) {
    double a = Math.abs(t);
    if (a < 1) {
      return (4 - 6 * a * a + 3 * a * a * a) / 6;
    }
    double rest = Math.max(2 - a, 0);
    return rest * rest * rest / 6;
  }

  /** Its derivative beta3'. */
  private static double cubicSlope(double t) {
    double a = Math.abs(t);
    if (a < 1) {
      return t * (1.5 * a - 2);
    }
    double rest = Math.max(2 - a, 0);
    return -Math.signum(t) * rest * rest / 2;
  }
}
