package org.regista.io.dicom.rt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Optional;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.VoxelIndex;
import org.regista.image.IntensityUnit;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.io.dicom.DicomObjects;
import org.regista.io.dicom.object.Dciodvfy;
import org.regista.io.dicom.object.DicomObject;
import org.regista.io.dicom.object.ObjectComposer;
import org.regista.io.dicom.object.Samples;
import org.regista.io.dicom.object.SourceSeries;
import org.regista.rt.DoseGrid;

class DoseFilesTest {

  private static final Path DOSE = Samples.OBJECTS.resolve("rt").resolve("pydicom_rtdose.dcm");

  @TempDir private Path folder = Path.of("");

  private final SourceSeries pet = Samples.series(Samples.PET);

  /** The numbers are those that pydicom gives: pixel_array times Dose Grid Scaling. */
  @Test
  void aDoseIsReadAsPydicomReadsIt() {
    try (DoseGrid dose = DoseReader.read(DOSE)) {
      assertThat(dose.grid().size()).isEqualTo(new GridSize(10, 10, 15));
      assertThat(dose.dose().unit()).isEqualTo(IntensityUnit.ARBITRARY);
      assertThat(dose.summation()).isEqualTo("BEAM");
      assertThat(dose.dose().at(0, 0, 0)).isEqualTo(1.249f, within(1e-6f));
      assertThat(dose.dose().at(4, 6, 3)).isEqualTo(0.929f, within(1e-6f));
      LpsPoint last = dose.grid().toLps(new VoxelIndex(9, 9, 14));
      assertThat(last.distanceMm(new LpsPoint(279.43125, 289.43125, -691.87))).isLessThan(1e-9);
    }
  }

  @Test
  void aDoseIsWrittenAndReadBack() {
    GridGeometry grid =
        new GridGeometry(
            new GridSize(12, 9, 7), new AffineMap(3, 0, 0, -50, 0, 2.5, 0, 20, 0, 0, 4, 380));
    NativeBuffer voxels = NativeBuffer.allocate(grid.size().voxelCount());
    for (long n = 0; n < voxels.length(); n++) {
      voxels.set(n, (float) (60 * Math.abs(Math.sin(n * 0.37))));
    }
    Path file = folder.resolve("dose.dcm");
    try (DoseGrid dose =
        new DoseGrid(
            new Volume(Samples.space(pet), grid, IntensityUnit.GRAY, voxels), "PHYSICAL", "BEAM")) {
      DicomObject object =
          DoseWriter.compose(
              new ObjectComposer(pet, Samples.creation()),
              dose,
              DOSE,
              true,
              Optional.of(pet.instances().getFirst()));
      object.write(file);
      Dciodvfy.check(file);
      try (DoseGrid read = DoseReader.read(file)) {
        assertThat(read.grid().sameAs(grid, 1e-9)).isTrue();
        assertThat(read.dose().unit()).isEqualTo(IntensityUnit.GRAY);
        assertThat(read.dose().space().frameOfReferenceUid()).contains(pet.frameUid());
        for (long n = 0; n < voxels.length(); n++) {
          assertThat(read.dose().voxels().get(n)).isEqualTo(voxels.get(n), within(1e-5f));
        }
      }
    }
  }

  @Test
  void unevenPlanesAreRefused() {
    Attributes object = DicomObjects.read(DOSE);
    String[] offsets = object.getStrings(Tag.GridFrameOffsetVector).clone();
    offsets[5] = "27";
    object.setString(Tag.GridFrameOffsetVector, VR.DS, offsets);
    Path file = folder.resolve("uneven.dcm");
    new DicomObject(object).write(file);
    assertThatThrownBy(() -> DoseReader.read(file))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("plane 6 is 2.000 mm off its place");
  }

  @Test
  void aCutDoseIsRefused() {
    Attributes object = DicomObjects.read(DOSE);
    object.setBytes(Tag.PixelData, VR.OW, new byte[100]);
    Path file = folder.resolve("cut.dcm");
    new DicomObject(object).write(file);
    assertThatThrownBy(() -> DoseReader.read(file))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("need 6000 bytes, the file has 100");
  }
}
