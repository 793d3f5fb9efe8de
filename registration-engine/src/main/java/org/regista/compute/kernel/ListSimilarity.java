package org.regista.compute.kernel;

import org.regista.compute.Similarity;
import org.regista.image.NativeBuffer;

/**
 * Similarities that need only a list of intensity pairs, on sparse samples and dense grids alike.
 * Each gives its value and, per pair, the derivative with respect to the moving intensity.
 */
final class ListSimilarity<B> {

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
    this.axes = HistogramAxes.covering(HistogramAxes.binsFor(similarity), fixed, moving);
  }

  /**
   * The similarity of the pairs under {@code weight}; leaves dE/dmoving[n] in {@code derivative}.
   *
   * @return 0, and derivatives of 0, if nothing overlaps
   */
  double evaluate(B moving, B weight, long count, B derivative) {
    return switch (similarity) {
      case Similarity.MutualInformation mi -> mutualInformation(moving, weight, count, derivative);
      case Similarity.GlobalCorrelation ncc -> fromMoments(moving, weight, count, derivative);
      case Similarity.MeanSquares msd -> fromMoments(moving, weight, count, derivative);
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

  private double fromMoments(B moving, B weight, long count, B derivative) {
    PairDerivative d =
        PairDerivative.of(similarity, kernels.crossMoments(fixed, moving, weight, count));
    kernels.linearDerivative(fixed, moving, weight, count, d.a(), d.b(), d.c(), derivative);
    return d.value();
  }
}
