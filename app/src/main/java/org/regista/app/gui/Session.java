package org.regista.app.gui;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.regista.error.InputDataException;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.transform.AffineTransform;
import org.regista.viewers.slice.InitialView;
import org.regista.viewers.slice.RegistrationBadge;
import org.regista.viewers.slice.Scene;

/** Reads what people open. Whoever receives a {@link LoadedCase} owns it. */
public final class Session {

  /** The file that makes a folder a result. */
  public static final String RESULT_FILE = "registration.json";

  private final VolumeFiles files;
  private final ResultReader results;

  public Session(VolumeFiles files, ResultReader results) {
    this.files = files;
    this.results = results;
  }

  /** The formats of images that can be read. */
  public VolumeFiles files() {
    return files;
  }

  /** Reads a folder that a registration has written. */
  @FunctionalInterface
  public interface ResultReader {

    /**
     * @throws InputDataException if the folder or one of its files cannot be used
     */
    LoadedCase read(Path folder);
  }

  /** Whether that is a folder that a registration has written. */
  public boolean isResult(Path path) {
    return Files.isRegularFile(path.resolve(RESULT_FILE));
  }

  /**
   * Opens what was chosen or dropped: one result folder, or two images (files or DICOM folders),
   * the fixed one first.
   *
   * @throws InputDataException if that is not what it is, or it cannot be read
   */
  public LoadedCase open(List<Path> paths) {
    return switch (paths.size()) {
      case 1 -> openResult(paths.getFirst());
      case 2 -> openPair(paths.getFirst(), paths.getLast());
      default ->
          throw new InputDataException(
              "%d files were given; open one result folder, or two images: first the fixed, then the moving"
                  .formatted(paths.size()));
    };
  }

  private LoadedCase openResult(Path folder) {
    if (!isResult(folder)) {
      throw new InputDataException(
          "'%s' is not a result folder: it holds no %s; open a folder that 'register' has written, or two images"
              .formatted(folder, RESULT_FILE));
    }
    return results.read(folder);
  }

  private LoadedCase openPair(Path fixedPath, Path movingPath) {
    Volume fixed = files.read(fixedPath);
    try {
      return byHeaders(fixed, files.read(movingPath));
    } catch (RuntimeException e) {
      fixed.close();
      throw e;
    }
  }

  /** Takes over {@code moving}; {@code fixed} only if it returns. */
  private static LoadedCase byHeaders(Volume fixed, Volume moving) {
    try {
      Scene scene =
          new Scene(fixed, moving, AffineTransform.identity(fixed.space(), moving.space()));
      String title = fixed.space().label() + " ⟷ " + moving.space().label();
      RegistrationBadge badge = LoadedCase.badgeAsScanned(fixed.space(), moving.space());
      return new LoadedCase(title, scene, badge, InitialView.of(scene));
    } catch (RuntimeException e) {
      moving.close();
      throw e;
    }
  }
}
