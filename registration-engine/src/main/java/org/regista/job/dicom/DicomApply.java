package org.regista.job.dicom;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.regista.error.InputDataException;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.io.dicom.derived.DerivedSeries;
import org.regista.io.dicom.object.Creation;
import org.regista.io.dicom.object.ObjectKind;
import org.regista.io.dicom.object.SourceSeries;
import org.regista.job.AtomicFolder;
import org.regista.job.Existing;
import org.regista.job.Outside;
import org.regista.job.result.OwnedTransform;
import org.regista.job.result.ResultFolder;
import org.regista.resample.Interpolation;
import org.regista.resample.Resampler;

/** Takes one thing of the moving side through a registration, as DICOM. */
public final class DicomApply {

  private final VolumeFiles files;
  private final Creation creation;
  private final int threads;

  public DicomApply(VolumeFiles files, Creation creation, int threads) {
    this.files = files;
    this.creation = creation;
    this.threads = threads;
  }

  /**
   * Carries contours, a dose or a segmentation.
   *
   * @param result a folder that a registration has left
   * @param out the file to write
   * @return empty if {@code in} is none of them, and nothing is written
   */
  public Optional<ExportedObject> object(Path result, Path in, Path out) {
    Optional<ObjectKind> kind = ObjectKind.of(in);
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    return switch (kind.orElseThrow()) {
      case STRUCTURE_SET ->
          Optional.of(new ContoursPart(ExportScope.open(result, creation), in, threads).write(out));
      case DOSE ->
          Optional.of(
              new DosePart(ExportScope.open(result, creation), threads)
                  .write(out, in, Optional.empty()));
      case SEGMENTATION ->
          Optional.of(
              new LabelsPart(ExportScope.open(result, creation), files, threads).write(out, in));
      default -> Optional.empty();
    };
  }

  /**
   * Draws a DICOM series on the fixed grid, from its original.
   *
   * @param in a series that lies in the moving frame of reference
   * @param out the folder to make
   */
  public ExportedObject series(Path result, Path in, Interpolation how, Path out) {
    AtomicFolder folder = new AtomicFolder(out, DicomExport.REPORT, Existing.REFUSE);
    ExportScope scope = ExportScope.open(result, creation);
    ResultFolder registration = scope.result();
    try (Volume image = files.read(in);
        OwnedTransform forward = registration.readForward()) {
      if (!image
          .space()
          .frameOfReferenceUid()
          .equals(registration.moving().frameOfReferenceUid())) {
        throw new InputDataException(
            "'%s' lies in the frame of reference %s, but the moving image in %s"
                .formatted(
                    in,
                    image.space().frameOfReferenceUid().orElse("none"),
                    registration.moving().frameOfReferenceUid().orElse("none")));
      }
      SourceSeries source = SourceSeries.find(in, image.space().uid());
      Volume placed = new Volume(registration.moving(), image.grid(), image.unit(), image.voxels());
      try (Volume drawn =
          new Resampler(threads)
              .resample(
                  placed, forward.transform(), registration.fixedGrid(), how, Outside.of(image))) {
        return folder.write(part -> write(scope, source, drawn, part));
      }
    }
  }

  private static ExportedObject write(
      ExportScope scope, SourceSeries source, Volume drawn, Path part) {
    List<Path> written =
        DerivedSeries.write(scope.composer(), source, drawn, scope.derivation(), part);
    ExportedObject object =
        new ExportedObject(
            ".",
            written.size(),
            List.of("%s images on the fixed grid".formatted(source.modality())));
    DicomExport.report(scope, List.of(object), part);
    return object;
  }
}
