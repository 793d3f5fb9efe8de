package org.regista.job.dicom;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.regista.error.InputDataException;
import org.regista.image.Volume;
import org.regista.io.dicom.object.SourceSeries;
import org.regista.io.dicom.rt.DoseReader;
import org.regista.io.dicom.rt.DoseWriter;
import org.regista.job.result.OwnedTransform;
import org.regista.resample.Interpolation;
import org.regista.resample.Resampler;
import org.regista.rt.DoseGrid;
import org.regista.transform.RigidTransform;

/** Carries a dose of the moving side onto the fixed grid. */
final class DosePart {

  static final String FILE = "rtdose.dcm";

  private static final double RIGID_TOLERANCE = 1e-6;

  private final ExportScope scope;
  private final int threads;

  DosePart(ExportScope scope, int threads) {
    this.scope = scope;
    this.threads = threads;
  }

  /**
   * @param registration the object that says how the dose was moved
   */
  ExportedObject write(Path file, Path source, Optional<SourceSeries> registration) {
    try (DoseGrid dose = DoseReader.read(source);
        OwnedTransform forward = scope.result().readForward()) {
      requireMovingFrame(source, dose.dose());
      Volume placed =
          new Volume(
              scope.result().moving(), dose.grid(), dose.dose().unit(), dose.dose().voxels());
      try (DoseGrid carried =
          dose.on(
              new Resampler(threads)
                  .resample(
                      placed,
                      forward.transform(),
                      scope.result().fixedGrid(),
                      Interpolation.LINEAR,
                      0))) {
        boolean rigid =
            !scope.result().deforms()
                && RigidTransform.deviationFromRotation(scope.result().readLinear().fixedToMoving())
                    < RIGID_TOLERANCE;
        DoseWriter.compose(
                scope.composer(),
                carried,
                source,
                rigid,
                registration.map(r -> r.instances().getFirst()))
            .write(file);
      }
    }
    return new ExportedObject(
        String.valueOf(file.getFileName()),
        1,
        List.of("the dose of the moving side on the fixed grid, linearly interpolated"));
  }

  private void requireMovingFrame(Path source, Volume dose) {
    if (!dose.space().frameOfReferenceUid().equals(scope.result().moving().frameOfReferenceUid())) {
      throw new InputDataException(
          "'%s' lies in the frame of reference %s, but the moving image in %s"
              .formatted(
                  source,
                  dose.space().frameOfReferenceUid().orElse("none"),
                  scope.result().moving().frameOfReferenceUid().orElse("none")));
    }
  }
}
