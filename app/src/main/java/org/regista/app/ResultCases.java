package org.regista.app;

import java.nio.file.Files;
import java.nio.file.Path;
import org.regista.app.gui.LoadedCase;
import org.regista.app.gui.Session;
import org.regista.app.report.Badges;
import org.regista.error.InputDataException;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.io.VolumePath;
import org.regista.job.result.OwnedTransform;
import org.regista.job.result.RegistrationRecord;
import org.regista.job.result.ResultFolder;
import org.regista.viewers.slice.InitialView;
import org.regista.viewers.slice.Scene;

/** Opens result folders for the workstation: the images where they were, and the transform. */
final class ResultCases implements Session.ResultReader {

  private static final double GRID_TOLERANCE_MM = 1e-3;

  private final VolumeFiles files;

  ResultCases(VolumeFiles files) {
    this.files = files;
  }

  @Override
  public LoadedCase read(Path folder) {
    ResultFolder result = ResultFolder.open(folder);
    RegistrationRecord.Inputs inputs = result.record().inputs();
    Volume fixed = volume(inputs.fixed());
    try {
      Volume moving = volume(inputs.moving());
      try {
        return loaded(result, fixed, moving);
      } catch (RuntimeException e) {
        moving.close();
        throw e;
      }
    } catch (RuntimeException e) {
      fixed.close();
      throw e;
    }
  }

  /** Takes over both volumes if it returns. */
  private static LoadedCase loaded(ResultFolder result, Volume fixed, Volume moving) {
    OwnedTransform forward = result.readForward();
    try {
      Scene scene = new Scene(fixed, moving, forward.transform());
      return new LoadedCase(
          title(result), scene, Badges.of(result.record()), InitialView.of(scene));
    } catch (RuntimeException e) {
      forward.close();
      throw e;
    }
  }

  private static String title(ResultFolder result) {
    return "%s: %s ⟷ %s"
        .formatted(result.path().getFileName(), result.fixed().label(), result.moving().label());
  }

  private Volume volume(RegistrationRecord.Image image) {
    Path path = Path.of(image.path());
    if (!Files.exists(VolumePath.of(path).file())) {
      throw new InputDataException(
          "the image '%s' of this result is not at '%s' any more; put it back, or register again"
              .formatted(image.label(), path));
    }
    Volume asRead = files.read(path);
    if (!asRead.grid().sameAs(image.grid().grid(), GRID_TOLERANCE_MM)) {
      asRead.close();
      throw new InputDataException(
          "'%s' lies on another grid than when it was registered; it was changed since"
              .formatted(path));
    }
    return new Volume(image.space(), asRead.grid(), asRead.unit(), asRead.voxels());
  }
}
