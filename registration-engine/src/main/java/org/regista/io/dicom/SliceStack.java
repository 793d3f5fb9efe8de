package org.regista.io.dicom;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.image.VolumeNotes;

/**
 * The slices of one volume in the order of their positions along their common normal, and the one
 * regular grid on which they lie. A stack whose slices are shifted evenly within their planes
 * (gantry tilt) is a regular grid too and keeps that shear.
 *
 * @param slices from the smallest position on
 * @param grid i along a row of pixels, j along a column, k through the slices; right-handed
 * @param heights where each slice lies along k; 0, 1, 2 ... unless the stack was evened
 * @param notes what a person should know of the geometry; usually nothing
 */
record SliceStack(
    List<SliceHeader> slices, GridGeometry grid, List<Double> heights, VolumeNotes notes) {

  /** Slices closer than this are at one place, and no deviation up to it matters. */
  static final double POSITION_TOLERANCE_MM = 0.01;

  /**
   * Slices off their even places by no more than this, and by no more than a tenth of their
   * distance, are taken as even, with an observation; scanners that step their table by whole beds
   * come near it. AAPM's TG-132 (Brock et al. 2017, doi:10.1002/mp.12256) asks that a registration
   * finds a phantom to half a voxel, so a tenth of a voxel changes no judgement of one.
   */
  static final double LARGEST_MISPLACEMENT_MM = 0.1;

  private static final double LARGEST_MISPLACEMENT = 0.1;

  private static final double ROUNDING_MM = 1e-6;

  SliceStack {
    slices = List.copyOf(slices);
    heights = List.copyOf(heights);
  }

  /**
   * Sorts the slices and fits the grid.
   *
   * @throws InputDataException if they are not one evenly spaced volume
   */
  static SliceStack of(List<SliceHeader> slices) {
    return of(slices, Uneven.REFUSED);
  }

  /**
   * Sorts the slices and fits the grid; slices missing or unevenly spaced are refused, or the
   * volume is to be interpolated between those that are there.
   *
   * @throws InputDataException if they are not one volume
   */
  static SliceStack of(List<SliceHeader> slices, Uneven uneven) {
    SliceHeader first = slices.getFirst();
    String series = "series '" + first.series().label() + "'";
    if (slices.size() < 2) {
      throw new InputDataException(
          "%s has a single image here ('%s'); a volume needs at least two slices"
              .formatted(series, first.name()));
    }
    LpsVector normal = first.pose().normal();
    List<SliceHeader> sorted = new ArrayList<>(slices);
    sorted.sort(
        Comparator.comparingDouble((SliceHeader s) -> s.pose().along(normal))
            .thenComparing(SliceHeader::file));
    SliceGaps gaps = SliceGaps.of(series, sorted, normal);
    GeometryNotes notes = new GeometryNotes();
    if (uneven == Uneven.INTERPOLATED && !isEven(sorted)) {
      return EvenedStack.of(series, sorted, gaps, notes);
    }
    gaps.refuseMissing();
    LpsVector step = evenStep(series, sorted, notes);
    GantryTilt.check(series, sorted, step, notes);
    List<Double> heights = new ArrayList<>();
    for (int k = 0; k < sorted.size(); k++) {
      heights.add((double) k);
    }
    GridGeometry grid = grid(sorted.getFirst(), sorted.size(), step);
    return new SliceStack(sorted, grid, heights, notes.with(""));
  }

  /** The slice in the middle of those given, alone. */
  static SliceStack middle(List<SliceHeader> slices) {
    LpsVector normal = slices.getFirst().pose().normal();
    List<SliceHeader> sorted = new ArrayList<>(slices);
    sorted.sort(
        Comparator.comparingDouble((SliceHeader s) -> s.pose().along(normal))
            .thenComparing(SliceHeader::file));
    SliceHeader middle = sorted.get(sorted.size() / 2);
    return new SliceStack(
        List.of(middle), grid(middle, 1, middle.pose().normal()), List.of(0.0), VolumeNotes.NONE);
  }

  /** Whether values have to be interpolated between the slices. */
  boolean evened() {
    return IntStream.range(0, slices.size()).anyMatch(k -> heights.get(k) != k);
  }

  private static boolean isEven(List<SliceHeader> sorted) {
    LpsVector step = meanStep(sorted);
    return misplacementMm(sorted, worst(sorted, step), step) <= acceptedMm(step.lengthMm());
  }

  private static LpsVector meanStep(List<SliceHeader> sorted) {
    LpsPoint origin = sorted.getFirst().pose().position();
    LpsVector whole = sorted.getLast().pose().position().minus(origin);
    return whole.times(1.0 / (sorted.size() - 1));
  }

  private static double misplacementMm(List<SliceHeader> sorted, int k, LpsVector step) {
    LpsPoint origin = sorted.getFirst().pose().position();
    return sorted.get(k).pose().position().distanceMm(origin.plus(step.times(k)));
  }

  private static int worst(List<SliceHeader> sorted, LpsVector step) {
    int worst = 0;
    for (int k = 1; k < sorted.size(); k++) {
      if (misplacementMm(sorted, k, step) > misplacementMm(sorted, worst, step)) {
        worst = k;
      }
    }
    return worst;
  }

  private static double acceptedMm(double spacingMm) {
    return Math.max(
        POSITION_TOLERANCE_MM, Math.min(LARGEST_MISPLACEMENT_MM, LARGEST_MISPLACEMENT * spacingMm));
  }

  /**
   * The way from the first to the last slice in equal parts, if all others lie near their places on
   * it.
   */
  private static LpsVector evenStep(String series, List<SliceHeader> sorted, GeometryNotes notes) {
    LpsVector step = meanStep(sorted);
    int worst = worst(sorted, step);
    double offMm = misplacementMm(sorted, worst, step);
    if (offMm <= POSITION_TOLERANCE_MM + ROUNDING_MM) {
      return step;
    }
    double acceptedMm = acceptedMm(step.lengthMm());
    String finding =
        String.format(
            Locale.ROOT,
            "%s: slice %d ('%s') is %.3f mm off its place on an even spacing of %.3f mm",
            series,
            worst + 1,
            sorted.get(worst).name(),
            offMm,
            step.lengthMm());
    if (offMm > acceptedMm) {
      throw new InputDataException(
          finding
              + String.format(
                  Locale.ROOT,
                  "; only evenly spaced slices are read, to %.2f mm%s",
                  acceptedMm,
                  Uneven.REMEDY));
    }
    notes.observe(finding + "; taken as even");
    return step;
  }

  static GridGeometry grid(SliceHeader first, int count, LpsVector step) {
    SlicePose pose = first.pose();
    return new GridGeometry(
        new GridSize(first.layout().columns(), first.layout().rows(), count),
        AffineMap.ofColumns(pose.columnStep(), pose.rowStep(), step, pose.position()));
  }
}
