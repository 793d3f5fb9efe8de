package org.regista.compute.kernel;

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
}
