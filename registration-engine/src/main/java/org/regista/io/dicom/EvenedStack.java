package org.regista.io.dicom;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.regista.error.InputDataException;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;

/**
 * Lays unevenly spaced slices on an even grid: from the first to the last slice, in as many equal
 * steps as come nearest to the shortest distance of two slices. All slices must lie on the line
 * from the first to the last.
 */
final class EvenedStack {

  private static final double LARGEST_SIDESTEP_MM = 0.1;
  private static final int MOST_TIMES_AS_MANY = 16;

  private EvenedStack() {}

  /**
   * @throws InputDataException if the slices are not on one line, or too unevenly spaced
   */
  static SliceStack of(
      String series, List<SliceHeader> sorted, SliceGaps gaps, GeometryNotes notes) {
    LpsPoint origin = sorted.getFirst().pose().position();
    LpsVector whole = sorted.getLast().pose().position().minus(origin);
    LpsVector normal = sorted.getFirst().pose().normal();
    double depthMm = whole.dot(normal);
    long steps = Math.round(depthMm / gaps.smallestMm());
    if (steps > (long) MOST_TIMES_AS_MANY * sorted.size()) {
      throw new InputDataException(
          String.format(
              Locale.ROOT,
              "%s: its %d slices are between %.3f and much more mm apart, too uneven for an even grid",
              series,
              sorted.size(),
              gaps.smallestMm()));
    }
    List<Double> heights = new ArrayList<>();
    for (int k = 0; k < sorted.size(); k++) {
      LpsVector way = sorted.get(k).pose().position().minus(origin);
      double share = way.dot(normal) / depthMm;
      checkOnLine(series, sorted.get(k), k, way.plus(whole.times(-share)).lengthMm());
      heights.add(share * steps);
    }
    LpsVector step = whole.times(1.0 / steps);
    notes.remark(
        String.format(
            Locale.ROOT,
            "%s: slices are missing or unevenly spaced; %d even slices of %.3f mm were interpolated linearly "
                + "from the %d that there are",
            series,
            steps + 1,
            step.lengthMm(),
            sorted.size()));
    GantryTilt.check(series, sorted, step, notes);
    GridGeometry grid = SliceStack.grid(sorted.getFirst(), (int) steps + 1, step);
    return new SliceStack(sorted, grid, heights, notes.with(""));
  }

  private static void checkOnLine(String series, SliceHeader slice, int k, double offMm) {
    if (offMm > LARGEST_SIDESTEP_MM) {
      throw new InputDataException(
          String.format(
              Locale.ROOT,
              "%s: slice %d ('%s') lies %.3f mm beside the line through the first and last",
              series,
              k + 1,
              slice.name(),
              offMm));
    }
  }
}
