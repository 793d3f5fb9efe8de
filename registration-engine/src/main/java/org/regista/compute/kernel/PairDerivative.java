package org.regista.compute.kernel;

import org.regista.compute.Similarity;

/**
 * A similarity that follows from the moments of weighted pairs of intensities (F, M), and its
 * derivative by the moving intensity, w (a F + b M + c) for a pair of weight w.
 */
public record PairDerivative(double value, double a, double b, double c) {

  private static final double NO_VARIANCE = 1e-12;
  private static final PairDerivative NOTHING = new PairDerivative(0, 0, 0, 0);

  /**
   * @param moments as {@link SampleKernels#crossMoments} gives them
   * @return zeros if nothing overlaps, or there is nothing to correlate
   */
  public static PairDerivative of(Similarity similarity, double[] moments) {
    return switch (similarity) {
      case Similarity.GlobalCorrelation ncc -> correlation(moments);
      case Similarity.MeanSquares msd -> meanSquares(moments);
      case Similarity.MutualInformation mi -> throw without(mi);
      case Similarity.LocalCorrelation lncc -> throw without(lncc);
      case Similarity.Mind mind -> throw without(mind);
    };
  }

  private static IllegalArgumentException without(Similarity similarity) {
    return new IllegalArgumentException(similarity + " does not follow from moments");
  }

  /** rho^2 = A^2 / (B C) with the weighted covariance A and variances B, C. */
  private static PairDerivative correlation(double[] s) {
    double n = s[0];
    double a = s[5] - s[1] * s[2] / n;
    double b = s[3] - s[1] * s[1] / n;
    double c = s[4] - s[2] * s[2] / n;
    if (!(n > 0) || !(b > NO_VARIANCE * n) || !(c > NO_VARIANCE * n)) {
      return NOTHING;
    }
    double alpha = 2 * a / (b * c);
    double beta = 2 * a * a / (b * c * c);
    double offset = -alpha * s[1] / n + beta * s[2] / n;
    return new PairDerivative(a * a / (b * c), alpha, -beta, offset);
  }

  private static PairDerivative meanSquares(double[] s) {
    double n = s[0];
    return n > 0 ? new PairDerivative(-(s[3] - 2 * s[5] + s[4]) / n, 2 / n, -2 / n, 0) : NOTHING;
  }
}
