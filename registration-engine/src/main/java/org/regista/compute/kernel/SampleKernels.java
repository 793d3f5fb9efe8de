package org.regista.compute.kernel;

import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;

/**
 * Kernels over lists of samples: the moving image at given points, and the global similarities of
 * two lists of intensities. A dense grid is a list too. See {@link Kernels} for layout and
 * determinism.
 */
public interface SampleKernels<B> {

  /**
   * For each of {@code count} points x (planar [3][count], any unit): value[n] = moving[B x_n]
   * trilinear, gradient (planar [3][count]) = the exact derivative of that interpolant with respect
   * to the moving index, weight[n] = 1 inside, 0 outside; outside all are 0. On the clamped half
   * voxel at the edge, and on an axis of one voxel, the derivative along that axis is 0.
   *
   * @param pointToMovingIndex B
   */
  void sample(
      B moving,
      GridSize movingSize,
      AffineMap pointToMovingIndex,
      B points,
      long count,
      B value,
      B gradient,
      B weight);

  /**
   * Parzen joint histogram h[f * bins + m] = sum over n of weight[n] [f = nearest bin of fixed[n]]
   * beta3(m - bin of moving[n]), not normalised. Samples of weight 0 are skipped. Continuous bins
   * are (x - min) / width in double, and the nearest one is floor(bin + 0.5) after clamping.
   */
  double[] jointHistogram(B fixed, B moving, B weight, long count, HistogramAxes axes);

  /**
   * derivative[n] = - weight[n] / movingWidth * sum over m of beta3'(m - bin of moving[n]) table[f
   * * bins + m], f the nearest bin of fixed[n]; 0 where the moving intensity is clamped. With table
   * = ln(p / p_M) / N this is dMI/d moving[n].
   */
  void histogramDerivative(
      B fixed, B moving, B weight, long count, HistogramAxes axes, double[] table, B derivative);

  /** The sums over n of w, wF, wM, wFF, wMM, wFM, in this order. */
  double[] crossMoments(B fixed, B moving, B weight, long count);

  /** derivative[n] = weight[n] (a fixed[n] + b moving[n] + c). */
  void linearDerivative(
      B fixed, B moving, B weight, long count, double a, double b, double c, B derivative);

  /** into[n] *= factor[n]. */
  void multiply(B into, B factor, long count);

  /** Row-major 3x4 sums over n of derivative[n] gradient_a[n] [x, y, z, 1]. */
  double[] sampleMoments(B derivative, B gradient, B points, long count);
}
