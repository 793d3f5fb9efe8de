package org.regista.io.fsl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsVector;
import org.regista.io.AtomicFile;
import org.regista.io.VolumeFiles;

/**
 * Matrices of FSL's FLIRT: four rows of four numbers that take a place of the moving image ("in")
 * to the fixed one ("ref"), the opposite of ours. Places are voxels times their spacing in mm, with
 * i counted from the other end where the image's axes are right-handed in RAS (FSL's "neurological"
 * storage; FSL wiki, FLIRT/FAQ). So a matrix means nothing without both images' grids.
 */
public final class FlirtFiles {

  private static final long MOST_BYTES = 1 << 16;
  private static final double NOT_AFFINE = 1e-6;

  private FlirtFiles() {}

  /**
   * Fixed to moving, LPS mm.
   *
   * @throws InputDataException if it is no such matrix, or it flattens
   */
  public static AffineMap read(Path path, GridGeometry fixed, GridGeometry moving) {
    double[] m = numbers(path);
    AffineMap movingToFixed =
        new AffineMap(m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8], m[9], m[10], m[11]);
    double bottom = Math.abs(m[12]) + Math.abs(m[13]) + Math.abs(m[14]) + Math.abs(m[15] - 1);
    if (bottom > NOT_AFFINE || movingToFixed.determinant() == 0) {
      throw new InputDataException(
          "'%s' is not a matrix of FLIRT: its last row is not 0 0 0 1, or it flattens"
              .formatted(path));
    }
    return fixed
        .lpsToIndex()
        .andThen(indexToFsl(fixed))
        .andThen(movingToFixed.inverse())
        .andThen(indexToFsl(moving).inverse())
        .andThen(moving.indexToLps());
  }

  /** Writes a map from fixed to moving, LPS mm, whole or not at all. */
  public static void write(AffineMap map, GridGeometry fixed, GridGeometry moving, Path path) {
    AffineMap m =
        indexToFsl(moving)
            .inverse()
            .andThen(moving.indexToLps())
            .andThen(map.inverse())
            .andThen(fixed.lpsToIndex())
            .andThen(indexToFsl(fixed));
    String text =
        "%s %s %s %s%n%s %s %s %s%n%s %s %s %s%n0 0 0 1%n"
            .formatted(
                m.m00(), m.m01(), m.m02(), m.t0(), m.m10(), m.m11(), m.m12(), m.t1(), m.m20(),
                m.m21(), m.m22(), m.t2());
    AtomicFile.write(path, out -> out.write(text.getBytes(StandardCharsets.US_ASCII)));
  }

  /** Turning x and y from LPS to RAS does not change the sign of the determinant. */
  private static AffineMap indexToFsl(GridGeometry grid) {
    AffineMap scaled = AffineMap.scaling(grid.spacingMm(0), grid.spacingMm(1), grid.spacingMm(2));
    if (grid.indexToLps().determinant() < 0) {
      return scaled;
    }
    double last = (grid.size().ni() - 1) * grid.spacingMm(0);
    return scaled
        .andThen(AffineMap.scaling(-1, 1, 1))
        .andThen(AffineMap.translation(new LpsVector(last, 0, 0)));
  }

  private static double[] numbers(Path path) {
    try {
      String text =
          Files.size(path) > MOST_BYTES
              ? ""
              : Files.readString(path, StandardCharsets.ISO_8859_1).strip();
      List<String> words = Stream.of(text.split("\\s+")).filter(w -> !w.isEmpty()).toList();
      double[] numbers = words.stream().mapToDouble(Double::parseDouble).toArray();
      if (numbers.length != 16 || !Arrays.stream(numbers).allMatch(Double::isFinite)) {
        throw notMatrix(path);
      }
      return numbers;
    } catch (NumberFormatException e) {
      throw notMatrix(path);
    } catch (IOException e) {
      throw VolumeFiles.unreadable(path, e);
    }
  }

  private static InputDataException notMatrix(Path path) {
    return new InputDataException(
        "'%s' is not a matrix of FLIRT: four rows of four numbers".formatted(path));
  }
}
