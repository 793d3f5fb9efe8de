package org.regista.io.nifti;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.regista.error.InputDataException;

/** The two files of a pair, {@code x.hdr} and {@code x.img}; each may also end in {@code .gz}. */
final class NiftiPair {

  private NiftiPair() {}

  /** The header beside a file that is named as an image of a pair. */
  static Optional<Path> headerOf(Path image) {
    String name = image.getFileName().toString();
    String stem = name.replaceFirst("(?i)\\.img(\\.gz)?$", "");
    return stem.equals(name) ? Optional.empty() : beside(image, stem + ".hdr");
  }

  /**
   * @throws InputDataException if it is not there
   */
  static Path imageOf(Path header) {
    String stem = header.getFileName().toString().replaceFirst("(?i)\\.hdr(\\.gz)?$", "");
    return beside(header, stem + ".img")
        .orElseThrow(
            () ->
                new InputDataException(
                    "'%s' is there, but its voxels, '%s.img', are not beside it; copy both files"
                        .formatted(header, stem)));
  }

  private static Optional<Path> beside(Path file, String name) {
    return List.of(name, name + ".gz").stream()
        .map(file::resolveSibling)
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
