package org.regista.io.dicom;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.regista.error.InputDataException;
import org.regista.io.dicom.tree.RejectedFile;

/**
 * Reads the headers of files and sorts their images into volumes. Every file ends in exactly one
 * place: in volumes, or among the rejected with the reason. The same files always give the same
 * result, whatever order the file system lists them in. Headers are read up to the pixel data, and
 * only what is needed of them is kept, some hundred bytes per image.
 *
 * <p>Rule for duplicates: of two images of a series with the same place, parameters and pixels, the
 * one whose path comes later is rejected; so is one that has the SOP Instance UID of an earlier one
 * but other content. Images at one place that nothing tells apart stay, and the volume cannot be
 * read.
 */
public final class DicomScanner {

  private DicomScanner() {}

  /**
   * Scans a folder with its subfolders, or the files that a DICOMDIR names; links are not followed.
   *
   * @throws InputDataException if it cannot be listed or holds more than a million files
   */
  public static DicomScan scan(Path folderOrDicomdir) {
    return scan(folderOrDicomdir, ScanControl.NONE);
  }

  /**
   * As {@link #scan(Path)}.
   *
   * @throws java.util.concurrent.CancellationException if it was cancelled
   */
  public static DicomScan scan(Path folderOrDicomdir, ScanControl control) {
    return new HeaderScan(control).scan(FileList.of(folderOrDicomdir, control));
  }

  /**
   * Scans files that were listed elsewhere.
   *
   * @throws java.util.concurrent.CancellationException if it was cancelled
   */
  public static DicomScan scan(List<Path> files, ScanControl control) {
    return new HeaderScan(control).scan(FileList.of(files));
  }

  /**
   * What a path stands for: a folder or DICOMDIR for all of its volumes, an image file for those
   * that it is part of, in the files beside it.
   *
   * @throws InputDataException if it is a file that is no slice of a CT, MR or PET series
   */
  public static DicomScan scanOf(Path path) {
    if (!Files.isRegularFile(path) || DicomDirectory.is(path)) {
      return scan(path);
    }
    checkSlice(path);
    Path file = path.toAbsolutePath();
    DicomScan beside = new HeaderScan(ScanControl.NONE).scan(FileList.beside(file));
    List<VolumeCandidate> volumes =
        beside.volumes().stream()
            .filter(v -> v.slices().stream().anyMatch(slice -> slice.file().equals(file)))
            .toList();
    List<RejectedFile> itself =
        beside.rejected().stream().filter(r -> r.file().equals(file)).toList();
    return new DicomScan(volumes, itself);
  }

  private static void checkSlice(Path file) {
    try {
      SliceHeaderReader.read(file);
    } catch (UnusableFileException e) {
      throw new InputDataException("'%s' %s".formatted(file, e.reason()), e);
    }
  }
}
