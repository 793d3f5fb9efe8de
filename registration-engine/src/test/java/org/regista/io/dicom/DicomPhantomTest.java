package org.regista.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;
import org.regista.image.Volume;

/**
 * Seven markers of different brightness on an anisotropic lattice, scanned along every pair of
 * lattice axes in every direction, straight and oblique, with shuffled names and instance numbers.
 */
class DicomPhantomTest {

  private static final int[] LATTICE = {9, 8, 7};
  private static final double[] SPACING_MM = {1.3, 0.9, 2.1};

  /** Lattice positions: no flip or exchange of axes maps these markers onto each other. */
  private static final int[][] MARKERS = {
    {8, 4, 3}, {0, 3, 3}, {4, 7, 2}, {4, 0, 4}, {3, 4, 6}, {5, 3, 0}, {7, 6, 5}
  };

  /**
   * How the images cut the lattice: axis and sign of rows and columns, and the order of the slices.
   */
  record Scan(
      int rowAxis,
      int rowSign,
      int columnAxis,
      int columnSign,
      boolean backwards,
      boolean oblique) {}

  static Stream<Scan> scans() {
    List<Scan> all = new ArrayList<>();
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        for (int bits = 0; bits < 16 && row != column; bits++) {
          all.add(
              new Scan(row, sign(bits), column, sign(bits >> 1), (bits & 4) != 0, (bits & 8) != 0));
        }
      }
    }
    return all.stream();
  }

  private static int sign(int bits) {
    return (bits & 1) == 0 ? 1 : -1;
  }

  @ParameterizedTest
  @MethodSource("scans")
  void everyMarkerIsFoundWhereItIs(Scan scan, @TempDir Path folder) {
    write(scan, folder);

    try (Volume volume = DicomSeriesReader.read(DicomScanner.scan(folder).series().getFirst())) {
      assertThat(volume.grid().indexToLps().determinant()).as("right-handed").isPositive();
      assertThat(volume.voxels().length()).isEqualTo(9L * 8 * 7);
      for (int marker = 0; marker < MARKERS.length; marker++) {
        int[] m = MARKERS[marker];
        LpsPoint expected = lattice(scan, m[0], m[1], m[2]);
        assertThat(placeOf(volume, brightness(marker)).distanceMm(expected))
            .as("mm")
            .isLessThan(0.01);
      }
    }
  }

  private static int brightness(int marker) {
    return 100 * (marker + 1);
  }

  private static LpsPoint placeOf(Volume volume, int brightness) {
    GridSize size = volume.size();
    List<LpsPoint> places = new ArrayList<>();
    for (int k = 0; k < size.nk(); k++) {
      for (int j = 0; j < size.nj(); j++) {
        for (int i = 0; i < size.ni(); i++) {
          if (volume.at(i, j, k) == brightness) {
            places.add(volume.grid().toLps(new VoxelIndex(i, j, k)));
          }
        }
      }
    }
    assertThat(places).as("voxels of brightness " + brightness).hasSize(1);
    return places.getFirst();
  }

  private static void write(Scan scan, Path folder) {
    int sliceAxis = 3 - scan.rowAxis() - scan.columnAxis();
    int columns = LATTICE[scan.rowAxis()];
    int rows = LATTICE[scan.columnAxis()];
    List<Integer> names = new ArrayList<>(IntStream.range(0, LATTICE[sliceAxis]).boxed().toList());
    Collections.shuffle(names, new Random(5));
    for (int s = 0; s < LATTICE[sliceAxis]; s++) {
      int[] pixels = new int[rows * columns];
      for (int j = 0; j < rows; j++) {
        for (int i = 0; i < columns; i++) {
          pixels[j * columns + i] = valueAt(latticeIndex(scan, i, j, s));
        }
      }
      int number = scan.backwards() ? 100 - s : s + 1;
      int[] first = latticeIndex(scan, 0, 0, s);
      new SyntheticSlice(number)
          .at(lattice(scan, first[0], first[1], first[2]))
          .axes(
              axis(scan, scan.rowAxis()).times(scan.rowSign()),
              axis(scan, scan.columnAxis()).times(scan.columnSign()),
              SPACING_MM[scan.rowAxis()],
              SPACING_MM[scan.columnAxis()])
          .layout(rows, columns, 16, 16, 15, true)
          .pixels16(pixels)
          .text(Tag.InstanceNumber, VR.IS, String.valueOf(names.get(s)))
          .write(folder.resolve("image-" + names.get(LATTICE[sliceAxis] - 1 - s)));
    }
  }

  private static int[] latticeIndex(Scan scan, int i, int j, int s) {
    int[] index = new int[3];
    index[scan.rowAxis()] = scan.rowSign() > 0 ? i : LATTICE[scan.rowAxis()] - 1 - i;
    index[scan.columnAxis()] = scan.columnSign() > 0 ? j : LATTICE[scan.columnAxis()] - 1 - j;
    int sliceAxis = 3 - scan.rowAxis() - scan.columnAxis();
    index[sliceAxis] = scan.backwards() ? LATTICE[sliceAxis] - 1 - s : s;
    return index;
  }

  private static int valueAt(int[] index) {
    for (int marker = 0; marker < MARKERS.length; marker++) {
      if (Arrays.equals(MARKERS[marker], index)) {
        return brightness(marker);
      }
    }
    return 0;
  }

  private static LpsPoint lattice(Scan scan, int a, int b, int c) {
    return new LpsPoint(-31.25, 17.5, 803.125)
        .plus(axis(scan, 0).times(a * SPACING_MM[0]))
        .plus(axis(scan, 1).times(b * SPACING_MM[1]))
        .plus(axis(scan, 2).times(c * SPACING_MM[2]));
  }

  /** The columns of a rotation: by 0.5 rad about z, then 0.3 rad about x; or none. */
  private static LpsVector axis(Scan scan, int axis) {
    double a = scan.oblique() ? 0.5 : 0;
    double b = scan.oblique() ? 0.3 : 0;
    return switch (axis) {
      case 0 -> new LpsVector(Math.cos(a), Math.sin(a) * Math.cos(b), Math.sin(a) * Math.sin(b));
      case 1 -> new LpsVector(-Math.sin(a), Math.cos(a) * Math.cos(b), Math.cos(a) * Math.sin(b));
      default -> new LpsVector(0, -Math.sin(b), Math.cos(b));
    };
  }
}
