package org.regista.job.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.image.Volume;
import org.regista.io.dicom.DicomFolderFormat;
import org.regista.io.dicom.DicomObjects;
import org.regista.io.dicom.object.Dciodvfy;
import org.regista.io.dicom.object.Samples;
import org.regista.io.dicom.object.SourceSeries;
import org.regista.io.nifti.NiftiFormat;
import org.regista.job.Cases;
import org.regista.job.Cases.KnownRegistrar;
import org.regista.job.Existing;
import org.regista.job.Extensions;
import org.regista.job.JobRunner;
import org.regista.job.result.RegistrationRecord;
import org.regista.register.Cancellation;

/** A presentation state of a PET whose slices have a rescale each. */
class FusionPartTest {

  @TempDir private Path place;

  private Path exported(Path fixed, Path moving) {
    Extensions extensions =
        Cases.extensions(new KnownRegistrar(false), new DicomFolderFormat(), new NiftiFormat());
    new JobRunner(
            extensions,
            (folder, registration) -> {},
            new RegistrationRecord.Program("Regista", "test", "abc", "25", "Linux"))
        .run(
            Cases.job(fixed, moving),
            place.resolve("result"),
            Existing.REFUSE,
            progress -> {},
            new Cancellation());
    ExportRequest request =
        new ExportRequest(
            place.resolve("result"),
            Set.of(ExportPart.REG, ExportPart.PR),
            3,
            ExportRequest.Attachments.NONE);
    new DicomExport(extensions.files(), Samples.creation(), 1)
        .run(request, place.resolve("dicom"), Existing.REFUSE);
    return place.resolve("dicom");
  }

  private static List<String> series(Path state) {
    return DicomObjects.read(state).getSequence(Tag.BlendingSequence).stream()
        .map(layer -> layer.getNestedDataset(Tag.ReferencedSeriesSequence))
        .map(series -> series.getString(Tag.SeriesInstanceUID))
        .toList();
  }

  @Test
  void aFixedSeriesWithManyRescalesIsShownAsACopyWithOne() throws IOException {
    Path dicom = exported(Samples.PET, Samples.MR);
    Dciodvfy.check(dicom.resolve(FusionPart.FILE));
    SourceSeries copy = Samples.series(dicom.resolve(FusionPart.COPY));
    assertThat(copy.sameRescale()).isTrue();
    assertThat(series(dicom.resolve(FusionPart.FILE)))
        .containsExactly(copy.seriesUid(), Samples.series(Samples.MR).seriesUid());
    Attributes under =
        DicomObjects.read(dicom.resolve(FusionPart.FILE)).getNestedDataset(Tag.BlendingSequence);
    assertThat(under.getString(Tag.RescaleSlope))
        .isEqualTo(copy.header().getString(Tag.RescaleSlope));
    try (Volume was = Samples.volume(Samples.PET);
        Volume is = Samples.volume(dicom.resolve(FusionPart.COPY));
        Stream<Path> images = Files.list(dicom.resolve(FusionPart.COPY))) {
      images.limit(3).forEach(Dciodvfy::check);
      assertThat(is.grid().sameAs(was.grid(), 1e-3)).isTrue();
      assertThat(is.unit()).isEqualTo(was.unit());
      assertThat(is.space().frameOfReferenceUid()).isEqualTo(was.space().frameOfReferenceUid());
      double step = Double.parseDouble(copy.header().getString(Tag.RescaleSlope));
      double worst = 0;
      for (long n = 0; n < was.voxels().length(); n++) {
        worst = Math.max(worst, Math.abs(was.voxels().get(n) - is.voxels().get(n)));
      }
      assertThat(worst).isLessThanOrEqualTo(step * 0.51);
    }
  }

  @Test
  void anMriIsShownAsItIs() {
    Path dicom = exported(Samples.MR, Samples.CT);
    assertThat(dicom.resolve(FusionPart.COPY)).doesNotExist();
    assertThat(series(dicom.resolve(FusionPart.FILE)).getFirst())
        .isEqualTo(Samples.series(Samples.MR).seriesUid());
  }

  @Test
  void aMovingPetIsShownOnlyResampled() {
    Path dicom = exported(Samples.MR, Samples.PET);
    assertThat(dicom.resolve(FusionPart.FILE)).doesNotExist();
    assertThat(dicom.resolve(DicomExport.REPORT))
        .content()
        .contains("not written: the moving series rescales its slices differently");
  }
}
