package org.regista.job.dicom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.regista.error.InputDataException;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.io.dicom.derived.DerivedSeries;
import org.regista.io.dicom.object.ObjectComposer;
import org.regista.io.dicom.object.SourceSeries;
import org.regista.io.dicom.report.BlendingState;

/**
 * Writes how to show both images on each other. A presentation state has one rescale for all images
 * of a series (PS3.3 C.11.1); a fixed series that rescales each slice differently, as PET does, is
 * therefore copied with one rescale, and the state shows the copy.
 */
final class FusionPart {

  static final String FILE = "fusion.dcm";
  static final String COPY = "fixed";

  private final ExportScope scope;
  private final VolumeFiles files;

  FusionPart(ExportScope scope, VolumeFiles files) {
    this.scope = scope;
    this.files = files;
  }

  /**
   * @param derived the moving image on the fixed grid, if it was written; else the moving series is
   *     shown through the registration
   */
  List<ExportedObject> write(
      Path folder, Optional<SourceSeries> derived, Optional<SourceSeries> registration) {
    boolean resampled = derived.isPresent();
    SourceSeries over = derived.orElse(scope.moving());
    if (!over.sameRescale()) {
      return List.of(
          new ExportedObject(
              FILE,
              0,
              List.of(
                  "not written: the moving series rescales its slices differently, which a "
                      + "presentation state cannot state; export the resampled series, too")));
    }
    List<ExportedObject> written = new ArrayList<>();
    SourceSeries under = scope.fixed().sameRescale() ? scope.fixed() : copy(folder, written);
    BlendingState.compose(
            new ObjectComposer(under, scope.composer().creation()),
            over,
            resampled ? Optional.empty() : registration,
            "fusion, " + scope.title())
        .write(folder.resolve(FILE));
    written.add(
        new ExportedObject(
            FILE,
            1,
            List.of(
                "Blending Softcopy Presentation State: the fixed series, and on it "
                    + (resampled
                        ? "the resampled one"
                        : "the moving one through the registration"))));
    return written;
  }

  /** The fixed series as it is, with one rescale for all slices. */
  private SourceSeries copy(Path folder, List<ExportedObject> written) {
    Path place = folder.resolve(COPY);
    try {
      Files.createDirectories(place);
    } catch (IOException e) {
      throw new InputDataException("'%s' cannot be made".formatted(place), e);
    }
    try (Volume fixed = files.read(Path.of(scope.result().record().inputs().fixed().path()))) {
      List<Path> images =
          DerivedSeries.write(
              scope.composer(),
              scope.fixed(),
              fixed,
              "'%s' on its own grid, with one rescale for all slices"
                  .formatted(scope.result().fixed().label()),
              place);
      written.add(
          new ExportedObject(
              COPY,
              images.size(),
              List.of(
                  "the fixed series with one rescale for all slices, for the presentation state")));
      return SourceSeries.ofFiles(images);
    }
  }
}
