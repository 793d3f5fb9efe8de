package org.regista.compute.kernel;

import org.regista.compute.Similarity;
import org.regista.image.NativeBuffer;

/**
 * The bins of a joint histogram: intensity x falls on the continuous bin {@code (x - min) / width},
 * where {@code min} already lies {@link #PADDING} bins below the smallest intensity that counts, so
 * that the cubic window of any sample stays on the table. Intensities beyond the ends are clamped
 * to [PADDING, bins - 1 - PADDING] before use, and have no derivative there.
 */
public record HistogramAxes(
    int bins, float fixedMin, float fixedWidth, float movingMin, float movingWidth) {

  /** Empty bins at either end. */
  public static final int PADDING = 2;

  public HistogramAxes {
    if (bins < 8 || !(fixedWidth > 0) || !(movingWidth > 0)) {
      throw new IllegalArgumentException(
          "%d bins of width %g and %g".formatted(bins, fixedWidth, movingWidth));
    }
  }

  /** As many as a similarity wants; those that want none do not care. */
  public static int binsFor(Similarity similarity) {
    return similarity instanceof Similarity.MutualInformation mi ? mi.bins() : 8;
  }

  /** Axes that cover all intensities of two images. */
  public static HistogramAxes covering(int bins, NativeBuffer fixed, NativeBuffer moving) {
    Range f = Range.of(fixed);
    Range m = Range.of(moving);
    return covering(bins, f.low(), f.high(), m.low(), m.high());
  }

  /** Axes that cover both ranges; both must be of positive length. */
  public static HistogramAxes covering(
      int bins, float fixedLow, float fixedHigh, float movingLow, float movingHigh) {
    float inner = bins - 1 - 2f * PADDING;
    float fixedWidth = (fixedHigh - fixedLow) / inner;
    float movingWidth = (movingHigh - movingLow) / inner;
    return new HistogramAxes(
        bins,
        fixedLow - PADDING * fixedWidth,
        fixedWidth,
        movingLow - PADDING * movingWidth,
        movingWidth);
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
