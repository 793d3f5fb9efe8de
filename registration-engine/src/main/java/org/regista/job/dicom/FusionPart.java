package org.regista.job.dicom;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.regista.io.dicom.object.SourceSeries;
import org.regista.io.dicom.report.BlendingState;

/** Writes how to show both images on each other. */
final class FusionPart {

  static final String FILE = "fusion.dcm";

  private final ExportScope scope;

  FusionPart(ExportScope scope) {
    this.scope = scope;
  }

  /**
   * @param derived the moving image on the fixed grid, if it was written; else the moving series is
   *     shown through the registration
   */
  ExportedObject write(
      Path folder, Optional<SourceSeries> derived, Optional<SourceSeries> registration) {
    boolean resampled = derived.isPresent();
    if (!scope.fixed().sameRescale()) {
      return new ExportedObject(
          FILE,
          0,
          List.of(
              "not written: the fixed series rescales its slices differently, "
                  + "which a presentation state cannot state"));
    }
    BlendingState.compose(
            scope.composer(),
            derived.orElse(scope.moving()),
            resampled ? Optional.empty() : registration,
            "fusion, " + scope.title())
        .write(folder.resolve(FILE));
    return new ExportedObject(
        FILE,
        1,
        List.of(
            "Blending Softcopy Presentation State: the fixed series, and on it "
                + (resampled ? "the resampled one" : "the moving one through the registration")));
  }
}
