package org.regista.io.dicom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.regista.error.InputDataException;
import org.regista.io.dicom.tree.RejectedFile;

/**
 * The files that a scan reads, in the order of their paths.
 *
 * @param missing what a DICOMDIR names and cannot be read
 */
record FileList(List<Path> files, List<RejectedFile> missing) {

  private static final int DEEPEST_FOLDER = 16;
  private static final int MOST_FILES = 1_000_000;

  FileList {
    files = List.copyOf(files);
    missing = List.copyOf(missing);
  }

  static FileList of(List<Path> files) {
    return new FileList(files.stream().sorted().distinct().toList(), List.of());
  }

  /** The files in a folder and its subfolders, or those of a DICOMDIR. */
  static FileList of(Path folderOrDicomdir, ScanControl control) {
    return Files.isRegularFile(folderOrDicomdir)
        ? DicomDirectory.read(folderOrDicomdir)
        : walk(folderOrDicomdir, DEEPEST_FOLDER, control);
  }

  static FileList beside(Path file) {
    return walk(Objects.requireNonNull(file.toAbsolutePath().getParent()), 1, ScanControl.NONE);
  }

  private static FileList walk(Path folder, int depth, ScanControl control) {
    try (Stream<Path> walk = Files.walk(folder, depth)) {
      List<Path> files =
          walk.peek(path -> throwIfCancelled(control))
              .filter(path -> !Files.isDirectory(path))
              .limit(MOST_FILES + 1L)
              .toList();
      if (files.size() > MOST_FILES) {
        throw new InputDataException(
            "'%s' holds more than %d files; give a subfolder".formatted(folder, MOST_FILES));
      }
      return of(files);
    } catch (IOException | UncheckedIOException e) {
      throw new InputDataException("the folder '%s' cannot be listed".formatted(folder), e);
    }
  }

  static void throwIfCancelled(ScanControl control) {
    if (control.cancelled()) {
      throw new CancellationException("the scan was cancelled");
    }
  }
}
