package org.regista.job.dicom;

import java.nio.file.Path;
import org.regista.error.InputDataException;
import org.regista.geometry.FrameRelation;
import org.regista.io.dicom.object.Creation;
import org.regista.io.dicom.object.ObjectComposer;
import org.regista.io.dicom.object.SourceSeries;
import org.regista.io.dicom.reg.RegisteredSide;
import org.regista.job.result.RegistrationRecord;
import org.regista.job.result.ResultFolder;

/** What all objects of one export are made from. */
record ExportScope(
    ResultFolder result, SourceSeries fixed, SourceSeries moving, ObjectComposer composer) {

  /**
   * Opens a result and the two series that it was made from.
   *
   * @throws InputDataException if they were no DICOM series, are gone, or are of two patients
   */
  static ExportScope open(Path folder, Creation creation) {
    ResultFolder result = ResultFolder.open(folder);
    SourceSeries fixed = series("fixed", result.record().inputs().fixed());
    SourceSeries moving = series("moving", result.record().inputs().moving());
    fixed.requireSamePatient(moving);
    return new ExportScope(result, fixed, moving, new ObjectComposer(fixed, creation));
  }

  private static SourceSeries series(String side, RegistrationRecord.Image image) {
    if (!image.uid().matches("[0-9.]+(#[0-9]+)?")) {
      throw new InputDataException(
          ("the %s image '%s' was no DICOM series, so no DICOM object can refer to it; "
                  + "register the folders of two DICOM series")
              .formatted(side, image.label()));
    }
    return SourceSeries.find(Path.of(image.path()), image.uid());
  }

  RegisteredSide fixedSide() {
    return RegisteredSide.of(result.fixed(), fixed, result.fixedGrid());
  }

  RegisteredSide movingSide() {
    return RegisteredSide.of(result.moving(), moving, result.movingGrid());
  }

  /** Why both series may be laid over each other. */
  FrameRelation relation() {
    RegistrationRecord record = result.record();
    return FrameRelation.registeredBy(
        "%s %s on %s, not signed"
            .formatted(record.program().name(), record.program().version(), record.finished()));
  }

  /** What was registered to what, for lists of series: at most 64 characters. */
  String title() {
    return "%s registered to %s".formatted(moving.modality(), fixed.modality());
  }

  /** How the moving image came onto the fixed grid, in words. */
  String derivation() {
    RegistrationRecord record = result.record();
    return ("'%s' resampled once, linearly, on the grid of '%s' by a %s registration "
            + "(plan %s, %s %s; verdict %s)")
        .formatted(
            result.moving().label(),
            result.fixed().label(),
            result.deforms() ? "deformable" : "linear",
            record.request().plan().path("name").asText("unnamed"),
            record.program().name(),
            record.program().version(),
            record.quality().verdict());
  }
}
