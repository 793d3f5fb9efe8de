package org.regista.io;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;

/** Checks what a header says of its grid, before memory is taken for it. */
public final class GridChecks {

  private static final double MOST_VOXELS = 1e15;

  private GridChecks() {}

  /**
   * The size of a volume whose header announces these sides; those behind the third must be 1.
   *
   * @throws InputDataException if it is not one 3-D image
   */
  public static GridSize size(long[] sides, Path source) {
    for (int axis = 3; axis < sides.length; axis++) {
      if (sides[axis] != 1) {
        throw new InputDataException(
            "'%s' has %d dimensions (%s), perhaps time points; extract one volume first"
                .formatted(source, sides.length, shape(sides)));
      }
    }
    double voxels = 1;
    for (int axis = 0; axis < 3; axis++) {
      long n = axis < sides.length ? sides[axis] : 1;
      if (n < 2 || n > Integer.MAX_VALUE) {
        throw new InputDataException(
            ("'%s' is not a 3-D image: axis %d has %d voxels (%s); "
                    + "give a volume with at least 2 along each")
                .formatted(source, axis + 1, n, shape(sides)));
      }
      voxels *= n;
    }
    if (voxels > MOST_VOXELS) {
      throw new InputDataException(
          "'%s' announces %s voxels; no image is that large, its header is damaged"
              .formatted(source, shape(sides)));
    }
    return new GridSize((int) sides[0], (int) sides[1], (int) sides[2]);
  }

  /**
   * The grid that a header describes.
   *
   * @throws InputDataException if the axes are not finite or do not span a volume
   */
  public static GridGeometry grid(GridSize size, AffineMap indexToLps, Path source) {
    for (int axis = 0; axis < 3; axis++) {
      double spacingMm = indexToLps.column(axis).lengthMm();
      if (!(spacingMm > 0) || !Double.isFinite(spacingMm)) {
        throw new InputDataException(
            "'%s': the voxel size along axis %d is %s mm; repair the header"
                .formatted(source, axis + 1, spacingMm));
      }
    }
    try {
      return new GridGeometry(size, indexToLps);
    } catch (IllegalArgumentException e) {
      throw new InputDataException(
          "'%s' has an unusable geometry (%s); repair the header".formatted(source, e.getMessage()),
          e);
    }
  }

  /** "181 x 217 x 1", for messages. */
  private static String shape(long[] sides) {
    return Arrays.stream(sides).mapToObj(Long::toString).collect(Collectors.joining(" x "));
  }
}
