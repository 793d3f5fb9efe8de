package org.regista.compute.kernel;

/**
 * A normalised joint histogram and what follows from it: mutual information, its derivative table,
 * and the information that a single pair of intensities carries. Parzen windows as in {@link
 * SampleKernels}.
 */
public final class ParzenInformation {

  private final HistogramAxes axes;
  private final double mutualInformation;

  /**
   * ln(p / p_M) / N, for {@link SampleKernels#histogramDerivative}; 0 where the histogram is empty.
   */
  private final double[] derivativeTable;

  /** ln(p / (p_F p_M)); 0 where the histogram is empty. */
  private final double[] pointwise;

  /**
   * @param joint as {@link SampleKernels#jointHistogram} gives it
   */
  public ParzenInformation(double[] joint, HistogramAxes axes) {
    int bins = axes.bins();
    this.axes = axes;
    this.derivativeTable = new double[bins * bins];
    this.pointwise = new double[bins * bins];
    double[] fixedSum = new double[bins];
    double[] movingSum = new double[bins];
    double sum = 0;
    for (int f = 0; f < bins; f++) {
      for (int m = 0; m < bins; m++) {
        double h = joint[f * bins + m];
        fixedSum[f] += h;
        movingSum[m] += h;
        sum += h;
      }
    }
    double information = 0;
    for (int n = 0; n < joint.length; n++) {
      double h = joint[n];
      if (h > 0) {
        pointwise[n] = Math.log(h * sum / (fixedSum[n / bins] * movingSum[n % bins]));
        derivativeTable[n] = Math.log(h / movingSum[n % bins]) / sum;
        information += h / sum * pointwise[n];
      }
    }
    this.mutualInformation = information;
  }

  /** Nats; 0 if no pair counts. */
  public double mutualInformation() {
    return mutualInformation;
  }

  public double[] derivativeTable() {
    return derivativeTable.clone();
  }

  /** ln(p / (p_F p_M)) per pair of bins; 0 where the histogram is empty. */
  public double[] pointwiseTable() {
    return pointwise.clone();
  }

  /**
   * The pointwise information of a pair, nats; its mean over the samples is the mutual information.
   */
  double ofPair(float fixed, float moving) {
    double inner = axes.bins() - 1.0 - HistogramAxes.PADDING;
    double f = (fixed - axes.fixedMin()) / axes.fixedWidth();
    double m = (moving - axes.movingMin()) / axes.movingWidth();
    int row = (int) Math.round(Math.clamp(f, HistogramAxes.PADDING, inner)) * axes.bins();
    double b = Math.clamp(m, HistogramAxes.PADDING, inner);
    int first = (int) Math.floor(b) - 1;
    double sum = 0;
    for (int bin = first; bin < first + 4; bin++) {
      sum += cubicSpline(bin - b) * pointwise[row + bin];
    }
    return sum;
  }

  private static double cubicSpline(double x) {
    double a = Math.abs(x);
    if (a < 1) {
      return 2 / 3.0 - a * a + a * a * a / 2;
    }
    return a < 2 ? (2 - a) * (2 - a) * (2 - a) / 6 : 0;
  }
}
