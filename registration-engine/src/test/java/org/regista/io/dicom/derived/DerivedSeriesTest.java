package org.regista.io.dicom.derived;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.image.IntensityUnit;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.io.dicom.DicomObjects;
import org.regista.io.dicom.object.Dciodvfy;
import org.regista.io.dicom.object.ObjectComposer;
import org.regista.io.dicom.object.Samples;
import org.regista.io.dicom.object.SourceSeries;
import org.regista.resample.Interpolation;
import org.regista.resample.Resampler;
import org.regista.transform.AffineTransform;

/** Real CT, MR and PET drawn on the grid of another series, written and read again. */
class DerivedSeriesTest {

  private static final AffineMap SHIFTED = new AffineMap(1, 0, 0, 3, 0, 1, 0, -2, 0, 0, 1, 1.5);

  @TempDir private Path folder = Path.of("");

  private int roundTrip(Path fixed, Path moving, double toleranceShare) throws IOException {
    SourceSeries home = Samples.series(fixed);
    SourceSeries source = Samples.series(moving);
    ObjectComposer composer = new ObjectComposer(home, Samples.creation());
    try (Volume fixedImage = Samples.volume(fixed);
        Volume movingImage = Samples.volume(moving);
        Volume drawn =
            new Resampler(2)
                .resample(
                    movingImage,
                    new AffineTransform(fixedImage.space(), movingImage.space(), SHIFTED),
                    fixedImage.grid(),
                    Interpolation.LINEAR,
                    0)) {
      List<Path> files =
          DerivedSeries.write(composer, source, drawn, "Resampled for a test.", folder);
      files.forEach(Dciodvfy::check);
      try (Volume read = Samples.volume(folder)) {
        assertThat(read.grid().sameAs(fixedImage.grid(), 1e-6)).isTrue();
        assertThat(read.unit()).isEqualTo(movingImage.unit());
        assertThat(read.space().frameOfReferenceUid())
            .isEqualTo(fixedImage.space().frameOfReferenceUid());
        double largest = 0;
        double worst = 0;
        for (long n = 0; n < drawn.voxels().length(); n++) {
          largest = Math.max(largest, Math.abs(drawn.voxels().get(n)));
          worst = Math.max(worst, Math.abs(drawn.voxels().get(n) - read.voxels().get(n)));
        }
        assertThat(largest).isPositive();
        assertThat(worst).isLessThanOrEqualTo(largest * toleranceShare);
      }
      checkReferences(files.get(files.size() / 2), source);
      return files.size();
    }
  }

  private static void checkReferences(Path file, SourceSeries source) {
    Attributes slice = DicomObjects.read(file);
    assertThat(slice.getSequence(Tag.SourceImageSequence)).hasSize(source.instances().size());
    assertThat(slice.getString(Tag.ImageType, 0)).isEqualTo("DERIVED");
    assertThat(slice.getString(Tag.PatientID)).isEqualTo("STS_032");
    assertThat(slice.getString(Tag.DerivationDescription)).isEqualTo("Resampled for a test.");
  }

  @Test
  void aResampledMrIsAnMrSeriesInTheFixedFrame() throws IOException {
    assertThat(roundTrip(Samples.PET, Samples.MR, 1.0 / 65000)).isEqualTo(54);
  }

  @Test
  void aResampledPetKeepsItsUnitsAndTimes() throws IOException {
    assertThat(roundTrip(Samples.MR, Samples.PET, 1.0 / 65000)).isEqualTo(47);
    Attributes written = DicomObjects.read(folder.resolve("00001.dcm"));
    Attributes source = Samples.series(Samples.PET).header();
    for (int tag :
        new int[] {Tag.SeriesDate, Tag.SeriesTime, Tag.AcquisitionTime, Tag.DecayCorrection}) {
      assertThat(written.getString(tag))
          .as(Integer.toHexString(tag))
          .isNotNull()
          .isEqualTo(source.getString(tag));
    }
    assertThat(written.getDouble(Tag.PatientWeight, 0))
        .isPositive()
        .isEqualTo(source.getDouble(Tag.PatientWeight, 0));
    Attributes dose = written.getNestedDataset(Tag.RadiopharmaceuticalInformationSequence);
    assertThat(dose.getDouble(Tag.RadionuclideTotalDose, 0)).isPositive();
  }

  @Test
  void aResampledCtKeepsWholeHounsfieldUnits() throws IOException {
    // half a unit of about 1500
    assertThat(roundTrip(Samples.PET, Samples.CT, 0.5 / 900)).isEqualTo(54);
    assertThat(DicomObjects.read(folder.resolve("00001.dcm")).getString(Tag.RescaleSlope))
        .isEqualTo("1");
  }

  @Test
  void aShearedGridKeepsItsShear() {
    SourceSeries home = Samples.series(Samples.PET);
    SourceSeries source = Samples.series(Samples.CT);
    GridGeometry tilted =
        new GridGeometry(
            new GridSize(12, 10, 5), new AffineMap(2, 0, 0, -10, 0, 2, 0.6, 20, 0, 0, 3, 5));
    NativeBuffer voxels = NativeBuffer.allocate(600);
    voxels.set(77, 500);
    try (Volume image = new Volume(Samples.space(home), tilted, IntensityUnit.HOUNSFIELD, voxels)) {
      DerivedSeries.write(
          new ObjectComposer(home, Samples.creation()), source, image, "tilted", folder);
      try (Volume read = Samples.volume(folder)) {
        assertThat(read.grid().sameAs(tilted, 1e-9)).isTrue();
        assertThat(read.voxels().get(77)).isEqualTo(500);
      }
    }
    assertThat(Files.exists(folder.resolve("00005.dcm"))).isTrue();
  }
}
