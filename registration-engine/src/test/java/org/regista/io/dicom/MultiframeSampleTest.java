package org.regista.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.VoxelIndex;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;

/** Real volumes in one file each, against places and values from dcm2niix's NIfTI. */
class MultiframeSampleTest {

  private static final Path SAMPLES = Path.of("..", "test-data", "dicom_multiframe");

  private static void assertAgrees(String choice, String table, double valueTolerance)
      throws IOException {
    List<String> rows = Files.readAllLines(SAMPLES.resolve(table));
    Path path = Path.of(SAMPLES + "#" + choice);
    try (Volume volume = new VolumeFiles(List.of(new DicomFolderFormat())).read(path)) {
      for (String row : rows.subList(1, rows.size())) {
        String[] numbers = row.split(",", -1);
        LpsPoint place =
            new LpsPoint(
                Double.parseDouble(numbers[0]),
                Double.parseDouble(numbers[1]),
                Double.parseDouble(numbers[2]));
        VoxelIndex index = volume.grid().toIndex(place);
        int i = (int) Math.rint(index.i());
        int j = (int) Math.rint(index.j());
        int k = (int) Math.rint(index.k());
        assertThat(volume.grid().toLps(new VoxelIndex(i, j, k)).distanceMm(place))
            .as("mm to the voxel of %s", row)
            .isLessThan(0.01);
        assertThat(Math.abs(volume.at(i, j, k) - Double.parseDouble(numbers[3])))
            .as("difference of the value of %s", row)
            .isLessThan(valueTolerance);
      }
    }
    assertThat(rows).hasSize(201);
  }

  @Test
  void framesWithTheirOwnScaleLieWhereTheirGroupsSay() throws IOException {
    assertAgrees("FIELD_MAP", "philips_enhanced_fieldmap.csv", 0.01);
  }

  @Test
  void tilesThatRunAgainstTheNormalAreSlices() throws IOException {
    assertAgrees("cmrr_Asc_HF", "siemens_mosaic_head_to_feet.csv", 0.01);
  }
}
