package org.regista.io.dicom;

/**
 * What the stored values of one slice mean: {@code slope * stored + intercept}, except that those
 * from {@code paddingFrom} to {@code paddingTo} are no image (PS3.3 C.7.5.1.1.2).
 *
 * @param paddingFrom smallest stored value that is padding; above {@code paddingTo} if there is
 *     none
 */
record Intensities(double slope, double intercept, long paddingFrom, long paddingTo) {

  static Intensities withoutPadding(double slope, double intercept) {
    return new Intensities(slope, intercept, Long.MAX_VALUE, Long.MIN_VALUE);
  }

  Intensities withPadding(long a, long b) {
    return new Intensities(slope, intercept, Math.min(a, b), Math.max(a, b));
  }

  /** The intensity of a stored value, times a factor; NaN for padding. */
  float of(long stored, double factor) {
    if (stored >= paddingFrom && stored <= paddingTo) {
      return Float.NaN;
    }
    return (float) (factor * (slope * stored + intercept));
  }
}
