package org.regista.io.dicom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;

/**
 * The slices of one series in the order of their positions along their common normal, and the one
 * regular grid on which they lie. A stack whose slices are shifted evenly within their planes
 * (gantry tilt) is a regular grid too and keeps that shear.
 *
 * @param slices from the smallest position on; axis k of the grid
 * @param grid i along a row of pixels, j along a column, k through the slices; right-handed
 * @param remarks what a person should know of the geometry, in sentences; usually nothing
 */
record SliceStack(List<SliceHeader> slices, GridGeometry grid, List<String> remarks) {

  /** Slices closer than this are at one place, and no deviation below it matters. */
  static final double POSITION_TOLERANCE_MM = 0.01;

  /** Slices off their even places by more than this share of their distance are worth a remark. */
  private static final double SPACING_TOLERANCE = 0.01;

  /** They are accepted up to this; scanners that step their table by whole beds come near it. */
  private static final double LARGEST_MISPLACEMENT_MM = 0.1;

  private static final double LARGEST_MISPLACEMENT = 0.1;
  private static final double MISSING_SLICE = 1.5;
  private static final double TILT_WORTH_TELLING_DEGREES = 0.1;

  private static final double DIRECTION_TOLERANCE = 1e-4;
  private static final double LARGEST_TILT_DEGREES = 45;

  /**
   * Sorts the slices of one series and fits the grid.
   *
   * @throws InputDataException if they are not one evenly spaced volume
   */
  static SliceStack of(List<SliceHeader> slices) {
    SliceHeader first = slices.getFirst();
    String series = "series '" + first.series().label() + "'";
    if (slices.size() < 2) {
      throw new InputDataException(
          series + " has a single image; a volume needs at least two slices");
    }
    slices.forEach(slice -> checkSameKind(series, first, slice));
    LpsVector normal = first.pose().normal();
    List<SliceHeader> sorted = new ArrayList<>(slices);
    sorted.sort(
        Comparator.comparingDouble((SliceHeader s) -> s.pose().along(normal))
            .thenComparing(SliceHeader::file));
    checkGaps(series, sorted, normal);
    List<String> remarks = new ArrayList<>();
    LpsVector step = evenStep(series, sorted, remarks);
    checkTilt(series, step, normal, remarks);
    return new SliceStack(List.copyOf(sorted), grid(sorted, step), List.copyOf(remarks));
  }

  private static void checkSameKind(String series, SliceHeader a, SliceHeader b) {
    SlicePose p = a.pose();
    SlicePose q = b.pose();
    if (!a.layout().sameMatrix(b.layout())) {
      throw mixed(series, "matrix sizes", a, size(a), b, size(b));
    }
    if (differs(p.columnStep(), q.columnStep()) || differs(p.rowStep(), q.rowStep())) {
      throw mixed(series, "orientations or pixel spacings", a, axes(p), b, axes(q));
    }
    if (!a.series().frameOfReferenceUid().equals(b.series().frameOfReferenceUid())) {
      throw mixed(series, "frames of reference", a, frame(a), b, frame(b));
    }
    if (a.series().unit() != b.series().unit()) {
      throw mixed(series, "units", a, a.series().unit().name(), b, b.series().unit().name());
    }
  }

  private static boolean differs(LpsVector a, LpsVector b) {
    return a.plus(b.times(-1)).lengthMm() > DIRECTION_TOLERANCE * a.lengthMm();
  }

  private static InputDataException mixed(
      String series, String what, SliceHeader a, String ofA, SliceHeader b, String ofB) {
    return new InputDataException(
        "%s mixes %s ('%s': %s, '%s': %s); put one kind of image into a folder of its own"
            .formatted(series, what, a.fileName(), ofA, b.fileName(), ofB));
  }

  private static String size(SliceHeader s) {
    return s.layout().columns() + "x" + s.layout().rows();
  }

  private static String axes(SlicePose pose) {
    return "steps %s and %s mm".formatted(text(pose.columnStep()), text(pose.rowStep()));
  }

  private static String text(LpsVector v) {
    return String.format(Locale.ROOT, "(%.4f, %.4f, %.4f)", v.x(), v.y(), v.z());
  }

  private static String frame(SliceHeader s) {
    return s.series().frameOfReferenceUid().orElse("none");
  }

  private static void checkGaps(String series, List<SliceHeader> sorted, LpsVector normal) {
    double[] gaps = new double[sorted.size() - 1];
    for (int k = 0; k < gaps.length; k++) {
      gaps[k] = sorted.get(k + 1).pose().along(normal) - sorted.get(k).pose().along(normal);
      if (gaps[k] < POSITION_TOLERANCE_MM) {
        throw new InputDataException(
            "%s has different images at one position ('%s' and '%s'); it may hold several echoes, times or "
                    .formatted(series, sorted.get(k).fileName(), sorted.get(k + 1).fileName())
                + "reconstructions, so put one of them into a folder of its own");
      }
    }
    double usual = median(gaps);
    for (int k = 0; k < gaps.length; k++) {
      if (gaps[k] > MISSING_SLICE * usual) {
        throw new InputDataException(
            String.format(
                Locale.ROOT,
                "%s: slices %d and %d ('%s' and '%s') are %.2f mm apart, others %.2f mm; "
                    + "a slice may be missing",
                series,
                k + 1,
                k + 2,
                sorted.get(k).fileName(),
                sorted.get(k + 1).fileName(),
                gaps[k],
                usual));
      }
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /**
   * The way from the first to the last slice in equal parts, if all others lie near their places on
   * it.
   */
  private static LpsVector evenStep(String series, List<SliceHeader> sorted, List<String> remarks) {
    LpsPoint origin = sorted.getFirst().pose().position();
    LpsVector whole = sorted.getLast().pose().position().minus(origin);
    LpsVector step = whole.times(1.0 / (sorted.size() - 1));
    int worst = 0;
    double worstMm = 0;
    for (int k = 1; k < sorted.size() - 1; k++) {
      double offMm = sorted.get(k).pose().position().distanceMm(origin.plus(step.times(k)));
      if (offMm > worstMm) {
        worst = k;
        worstMm = offMm;
      }
    }
    judge(series, sorted.get(worst), worst, worstMm, step.lengthMm(), remarks);
    return step;
  }

  private static void judge(
      String series,
      SliceHeader worst,
      int k,
      double offMm,
      double spacingMm,
      List<String> remarks) {
    double silentMm = Math.max(POSITION_TOLERANCE_MM, SPACING_TOLERANCE * spacingMm);
    double acceptedMm =
        Math.max(silentMm, Math.min(LARGEST_MISPLACEMENT_MM, LARGEST_MISPLACEMENT * spacingMm));
    if (offMm <= silentMm) {
      return;
    }
    String finding =
        String.format(
            Locale.ROOT,
            "%s: slice %d ('%s') is %.3f mm off its place on an even spacing of %.3f mm",
            series,
            k + 1,
            worst.fileName(),
            offMm,
            spacingMm);
    if (offMm > acceptedMm) {
      throw new InputDataException(
          finding
              + String.format(
                  Locale.ROOT, "; only evenly spaced slices are read, to %.2f mm", acceptedMm));
    }
    remarks.add(finding + "; taken as even");
  }

  private static void checkTilt(
      String series, LpsVector step, LpsVector normal, List<String> remarks) {
    double tilt = angleDegrees(step, normal);
    if (tilt > LARGEST_TILT_DEGREES) {
      throw new InputDataException(
          String.format(
              Locale.ROOT,
              "%s: the way from slice to slice is tilted by %.0f degrees against the slices; "
                  + "at most %.0f are read",
              series,
              tilt,
              LARGEST_TILT_DEGREES));
    }
    if (tilt > TILT_WORTH_TELLING_DEGREES) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "%s: the stack is tilted by %.2f degrees (gantry tilt); the shear is kept in the geometry",
              series,
              tilt));
    }
  }

  private static double angleDegrees(LpsVector step, LpsVector unitNormal) {
    double along = step.dot(unitNormal);
    double across = step.plus(unitNormal.times(-along)).lengthMm();
    return Math.toDegrees(Math.atan2(across, along));
  }

  private static GridGeometry grid(List<SliceHeader> sorted, LpsVector step) {
    SliceHeader first = sorted.getFirst();
    SlicePose pose = first.pose();
    return new GridGeometry(
        new GridSize(first.layout().columns(), first.layout().rows(), sorted.size()),
        AffineMap.ofColumns(pose.columnStep(), pose.rowStep(), step, pose.position()));
  }
}
