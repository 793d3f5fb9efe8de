package org.regista.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
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
import org.regista.geometry.GridGeometry;
import org.regista.geometry.VoxelIndex;
import org.regista.image.Volume;
import org.regista.io.PlantedPhantom;

/**
 * The planted phantom scanned along every pair of lattice axes in every direction, slices forwards
 * and backwards, straight and oblique, with shuffled names and instance numbers.
 */
class DicomPhantomTest {

  static Stream<PlantedPhantom.Cut> cuts() {
    return PlantedPhantom.cuts();
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void everyMarkerIsFoundWhereItIs(PlantedPhantom.Cut cut, @TempDir Path folder) {
    try (Volume planted = cut.volume()) {
      write(planted, folder);
    }

    try (Volume volume = DicomSeriesReader.read(DicomScanner.scan(folder).volumes().getFirst())) {
      assertThat(volume.grid().indexToLps().determinant()).as("right-handed").isPositive();
      cut.assertFoundIn(volume);
    }
  }

  private static void write(Volume planted, Path folder) {
    GridGeometry grid = planted.grid();
    int columns = grid.size().ni();
    int rows = grid.size().nj();
    int slices = grid.size().nk();
    List<Integer> names = new ArrayList<>(IntStream.range(0, slices).boxed().toList());
    Collections.shuffle(names, new Random(5));
    for (int k = 0; k < slices; k++) {
      int[] pixels = new int[rows * columns];
      for (int n = 0; n < pixels.length; n++) {
        pixels[n] = (int) planted.at(n % columns, n / columns, k);
      }
      new SyntheticSlice(k + 1)
          .at(grid.toLps(new VoxelIndex(0, 0, k)))
          .axes(grid.direction(0), grid.direction(1), grid.spacingMm(0), grid.spacingMm(1))
          .layout(rows, columns, 16, 16, 15, true)
          .pixels16(pixels)
          .text(Tag.InstanceNumber, VR.IS, String.valueOf(names.get(k)))
          .write(folder.resolve("image-" + names.get(slices - 1 - k)));
    }
  }
}
