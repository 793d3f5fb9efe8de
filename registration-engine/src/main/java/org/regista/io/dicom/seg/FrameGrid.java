package org.regista.io.dicom.seg;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.dcm4che3.data.Tag;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;

/**
 * The regular grid on which the frames of a segmentation lie. Frames may be missing, because empty
 * ones need not be stored.
 *
 * @param planes for each frame its plane
 */
record FrameGrid(GridGeometry grid, int[] planes) {

  private static final double SAME_MM = 0.01;
  private static final double DIRECTION_TOLERANCE = 1e-4;
  private static final int MOST_PLANES = 10_000;

  static FrameGrid of(FrameGroups groups, int rows, int columns, String name) {
    double[] o = groups.numbers(0, Tag.PlaneOrientationSequence, Tag.ImageOrientationPatient, 6);
    double[] spacing = groups.numbers(0, Tag.PixelMeasuresSequence, Tag.PixelSpacing, 2);
    LpsVector row = new LpsVector(o[0], o[1], o[2]);
    LpsVector column = new LpsVector(o[3], o[4], o[5]);
    LpsVector normal = cross(row, column);
    LpsPoint[] at = new LpsPoint[groups.frames()];
    double[] along = new double[at.length];
    for (int f = 0; f < at.length; f++) {
      double[] own =
          groups.numbers(f, Tag.PlaneOrientationSequence, Tag.ImageOrientationPatient, 6);
      if (IntStream.range(0, 6).anyMatch(n -> Math.abs(own[n] - o[n]) > DIRECTION_TOLERANCE)) {
        throw new InputDataException(
            "'%s': frame %d is oriented otherwise than the first".formatted(name, f + 1));
      }
      double[] p = groups.numbers(f, Tag.PlanePositionSequence, Tag.ImagePositionPatient, 3);
      at[f] = new LpsPoint(p[0], p[1], p[2]);
      along[f] = p[0] * normal.x() + p[1] * normal.y() + p[2] * normal.z();
    }
    double step = step(along, groups);
    int first =
        IntStream.range(0, at.length).reduce((a, b) -> along[b] < along[a] ? b : a).orElse(0);
    int last =
        IntStream.range(0, at.length).reduce((a, b) -> along[b] > along[a] ? b : a).orElse(0);
    int count = (int) Math.min(MOST_PLANES, Math.rint((along[last] - along[first]) / step)) + 1;
    // from the first to the last frame, so that a tilted stack keeps its shear
    LpsVector way =
        count > 1 ? at[last].minus(at[first]).times(1.0 / (count - 1)) : normal.times(step);
    GridGeometry grid =
        new GridGeometry(
            new GridSize(columns, rows, count),
            AffineMap.ofColumns(row.times(spacing[1]), column.times(spacing[0]), way, at[first]));
    return new FrameGrid(grid, planes(grid, at, name));
  }

  /** The smallest distance of two frames, else what the file says, else 1 mm. */
  private static double step(double[] along, FrameGroups groups) {
    double[] sorted = along.clone();
    Arrays.sort(sorted);
    double least = Double.POSITIVE_INFINITY;
    for (int n = 1; n < sorted.length; n++) {
      double gap = sorted[n] - sorted[n - 1];
      least = gap > SAME_MM ? Math.min(least, gap) : least;
    }
    if (Double.isFinite(least)) {
      return least;
    }
    return groups
        .group(0, Tag.PixelMeasuresSequence)
        .map(g -> g.getDouble(Tag.SpacingBetweenSlices, g.getDouble(Tag.SliceThickness, 1)))
        .filter(mm -> mm > 0)
        .orElse(1.0);
  }

  private static int[] planes(GridGeometry grid, LpsPoint[] at, String name) {
    int[] planes = new int[at.length];
    for (int f = 0; f < at.length; f++) {
      int k = (int) Math.rint(grid.toIndex(at[f]).k());
      double off = at[f].distanceMm(grid.toLps(new VoxelIndex(0, 0, k)));
      if (!(off < 10 * SAME_MM) || k < 0 || k >= grid.size().nk()) {
        throw new InputDataException(
            "'%s': frame %d lies %.3f mm off an even spacing of the frames"
                .formatted(name, f + 1, off));
      }
      planes[f] = k;
    }
    return planes;
  }

  private static LpsVector cross(LpsVector a, LpsVector b) {
    return new LpsVector(
        a.y() * b.z() - a.z() * b.y(),
        a.z() * b.x() - a.x() * b.z(),
        a.x() * b.y() - a.y() * b.x());
  }
}
