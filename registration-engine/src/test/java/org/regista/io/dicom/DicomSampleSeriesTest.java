package org.regista.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.io.dicom.tree.VolumeSummary;
import org.regista.io.nifti.NiftiFormat;

/** A real PET against the same volume as NIfTI, which other software wrote. */
class DicomSampleSeriesTest {

  private static final Path SERIES = Path.of("..", "test-data", "dicom_series");

  private final VolumeFiles files =
      new VolumeFiles(List.of(new DicomFolderFormat(), new NiftiFormat()));

  @Test
  void everyVoxelIsWhereTheNiftiTwinHasIt() {
    try (Volume dicom = files.read(SERIES.resolve("sts032_pet"));
        Volume nifti = files.read(SERIES.resolve("sts032_pet_suv.nii.gz"))) {
      assertThat(dicom.size()).hasToString("40x41x54");
      // NIfTI keeps float32 positions of up to 550 mm
      assertThat(dicom.grid().sameAs(nifti.grid(), 1e-3))
          .as("%s, %s", dicom.grid(), nifti.grid())
          .isTrue();
      double largest = 0;
      double worst = 0;
      for (long n = 0; n < dicom.voxels().length(); n++) {
        largest = Math.max(largest, nifti.voxels().get(n));
        worst = Math.max(worst, Math.abs(dicom.voxels().get(n) - nifti.voxels().get(n)));
      }
      assertThat(largest).as("SUV of the hottest voxel").isGreaterThan(5);
      assertThat(worst).as("SUV").isLessThan(1e-5);
    }
  }

  @Test
  void theSeriesIsDescribedWithoutThePatient() {
    VolumeSummary summary =
        DicomScanner.scan(SERIES.resolve("sts032_pet")).volumes().getFirst().summary();
    assertThat(summary.identity().label()).isEqualTo("PT 1999-10-07 IBSI_1_STS_032_PET_image");
    assertThat(summary.identity().unit()).isEqualTo(IntensityUnit.SUV_BW);
    assertThat(summary.identity().frameOfReferenceUid().orElseThrow()).endsWith("382161340358");
    assertThat(summary.images()).isEqualTo(54);
    assertThat(summary.problem()).isEmpty();
    assertThat(summary.remarks()).isEmpty();
    assertThat(summary.toString()).doesNotContain("STD_032"); // the name in the file
  }
}
