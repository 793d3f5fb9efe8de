package org.regista.io.dicom;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.regista.error.InputDataException;
import org.regista.geometry.LpsVector;

/** The distances of neighbouring slices along their normal, and what is wrong with them. */
final class SliceGaps {

  private static final double MISSING_SLICE = 1.5;

  private final String series;
  private final List<SliceHeader> sorted;
  private final double[] gapsMm;

  private SliceGaps(String series, List<SliceHeader> sorted, double[] gapsMm) {
    this.series = series;
    this.sorted = sorted;
    this.gapsMm = gapsMm;
  }

  /**
   * @throws InputDataException if two slices lie at one place
   */
  static SliceGaps of(String series, List<SliceHeader> sorted, LpsVector normal) {
    double[] gaps = new double[sorted.size() - 1];
    for (int k = 0; k < gaps.length; k++) {
      gaps[k] = sorted.get(k + 1).pose().along(normal) - sorted.get(k).pose().along(normal);
      if (gaps[k] < SliceStack.POSITION_TOLERANCE_MM) {
        throw new InputDataException(
            ("%s has different images at one position ('%s' and '%s'), and their headers do not "
                    + "tell which belong together; put one volume into a folder of its own")
                .formatted(series, sorted.get(k).name(), sorted.get(k + 1).name()));
      }
    }
    return new SliceGaps(series, sorted, gaps);
  }

  /** The distance of the two closest slices. */
  double smallestMm() {
    return Arrays.stream(gapsMm).min().orElseThrow();
  }

  /**
   * @throws InputDataException if two slices are so far apart that one may be missing between them
   */
  void refuseMissing() {
    double usual = median();
    List<String> wide =
        IntStream.range(0, gapsMm.length)
            .filter(k -> gapsMm[k] > MISSING_SLICE * usual)
            .mapToObj(this::gap)
            .toList();
    if (!wide.isEmpty()) {
      throw new InputDataException(
          String.format(
              Locale.ROOT,
              "%s: %s apart, others %.2f mm; a slice may be missing%s%s",
              series,
              wide.getFirst(),
              usual,
              wide.size() == 1 ? "" : " there and at %d other places".formatted(wide.size() - 1),
              Uneven.REMEDY));
    }
  }

  /** "slices 3 and 4 ('a' and 'b') are 4.00 mm". */
  private String gap(int k) {
    return String.format(
        Locale.ROOT,
        "slices %d and %d ('%s' and '%s') are %.2f mm",
        k + 1,
        k + 2,
        sorted.get(k).name(),
        sorted.get(k + 1).name(),
        gapsMm[k]);
  }

  private double median() {
    double[] ordered = gapsMm.clone();
    Arrays.sort(ordered);
    return ordered[ordered.length / 2];
  }
}
