package org.regista.job.dicom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.regista.error.InputDataException;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.io.dicom.derived.DerivedSeries;
import org.regista.io.dicom.object.SourceSeries;
import org.regista.job.result.ResultFolder;

/** Writes the moving image on the fixed grid as a series. */
final class SeriesPart {

  static final String FOLDER = "series";

  private final ExportScope scope;
  private final VolumeFiles files;
  private Optional<SourceSeries> written = Optional.empty();

  SeriesPart(ExportScope scope, VolumeFiles files) {
    this.scope = scope;
    this.files = files;
  }

  ExportedObject write(Path folder) {
    Path series = folder.resolve(FOLDER);
    try {
      Files.createDirectories(series);
    } catch (IOException e) {
      throw new InputDataException("'%s' cannot be made".formatted(series), e);
    }
    ResultFolder result = scope.result();
    try (Volume stored = files.read(result.path().resolve(ResultFolder.WARPED))) {
      // NIfTI knows neither the frame of reference nor the unit, and rounds places to float
      Volume warped =
          new Volume(
              result.fixed(),
              result.fixedGrid(),
              result.record().inputs().moving().unit(),
              stored.voxels());
      List<Path> images =
          DerivedSeries.write(scope.composer(), scope.moving(), warped, scope.derivation(), series);
      written = Optional.of(SourceSeries.ofFiles(images));
      return new ExportedObject(
          FOLDER,
          images.size(),
          List.of(
              "%s images of the moving series on the fixed grid, in the frame of reference %s"
                  .formatted(scope.moving().modality(), scope.fixed().frameUid())));
    }
  }

  /** The written series; empty before. */
  Optional<SourceSeries> series() {
    return written;
  }
}
