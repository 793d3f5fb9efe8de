package org.regista.compute.kernel;

import org.regista.compute.Similarity;
import org.regista.image.NativeBuffer;

/**
 * Similarities that need only a list of intensity pairs, on sparse samples and dense grids alike.
 * Each gives its value and, per pair, the derivative with respect to the moving intensity.
 */
final class ListSimilarity<B> {

  private static final double NO_VARIANCE = 1e-12;

  private final Kernels<B> kernels;
  private final Similarity similarity;
  private final B fixed;
  private final HistogramAxes axes;

  /**
   * @param fixed borrowed for the life of this object
   * @param moving the intensities that the moving image can show, for the range of the histogram
   */
  ListSimilarity(
      Kernels<B> kernels, Similarity similarity, NativeBuffer fixed, NativeBuffer moving) {
    this.kernels = kernels;
    this.similarity = similarity;
    this.fixed = kernels.lend(fixed);
    int bins = similarity instanceof Similarity.MutualInformation mi ? mi.bins() : 8;
    Range f = Range.of(fixed);
    Range m = Range.of(moving);
    this.axes = HistogramAxes.covering(bins, f.low(), f.high(), m.low(), m.high());
  }

  /**
   * The similarity of the pairs under {@code weight}; leaves dE/dmoving[n] in {@code derivative}.
   *
   * @return 0, and derivatives of 0, if nothing overlaps
   */
  double evaluate(B moving, B weight, long count, B derivative) {
    return switch (similarity) {
      case Similarity.MutualInformation mi -> mutualInformation(moving, weight, count, derivative);
      case Similarity.GlobalCorrelation ncc -> correlation(moving, weight, count, derivative);
      case Similarity.MeanSquares msd -> meanSquares(moving, weight, count, derivative);
      case Similarity.LocalCorrelation lncc ->
          throw new IllegalArgumentException("local correlation needs a dense grid");
      case Similarity.Mind mind ->
          throw new IllegalArgumentException("descriptors need a dense grid");
    };
  }

  private double mutualInformation(B moving, B weight, long count, B derivative) {
    return information(moving, weight, count, derivative).mutualInformation();
  }

  /** What the pairs tell of each other; leaves dMI/dmoving[n] in {@code derivative}. */
  ParzenInformation information(B moving, B weight, long count, B derivative) {
    double[] joint = kernels.jointHistogram(fixed, moving, weight, count, axes);
    ParzenInformation information = new ParzenInformation(joint, axes);
    kernels.histogramDerivative(
        fixed, moving, weight, count, axes, information.derivativeTable(), derivative);
    return information;
  }

  /** rho^2 = A^2 / (B C) with the weighted covariance A and variances B, C. */
  private double correlation(B moving, B weight, long count, B derivative) {
    double[] s = kernels.crossMoments(fixed, moving, weight, count);
    double n = s[0];
    double a = s[5] - s[1] * s[2] / n;
    double b = s[3] - s[1] * s[1] / n;
    double c = s[4] - s[2] * s[2] / n;
    if (!(n > 0) || !(b > NO_VARIANCE * n) || !(c > NO_VARIANCE * n)) {
      kernels.fill(derivative, 0);
      return 0;
    }
    double alpha = 2 * a / (b * c);
    double beta = 2 * a * a / (b * c * c);
    double offset = -alpha * s[1] / n + beta * s[2] / n;
    kernels.linearDerivative(fixed, moving, weight, count, alpha, -beta, offset, derivative);
    return a * a / (b * c);
  }

  private double meanSquares(B moving, B weight, long count, B derivative) {
    double[] s = kernels.crossMoments(fixed, moving, weight, count);
    double n = s[0];
    if (!(n > 0)) {
      kernels.fill(derivative, 0);
      return 0;
    }
    kernels.linearDerivative(fixed, moving, weight, count, 2 / n, -2 / n, 0, derivative);
    return -(s[3] - 2 * s[5] + s[4]) / n;
  }

  /**
   * Smallest and largest value of a buffer; widened if they are equal, so that bins have a width.
   */
  private record Range(float low, float high) {

    static Range of(NativeBuffer values) {
      float low = Float.POSITIVE_INFINITY;
      float high = Float.NEGATIVE_INFINITY;
      for (long n = 0; n < values.length(); n++) {
        low = Math.min(low, values.get(n));
        high = Math.max(high, values.get(n));
      }
      return high > low ? new Range(low, high) : new Range(low - 0.5f, low + 0.5f);
    }
  }
}
