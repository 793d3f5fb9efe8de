package org.regista.io.dicom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.regista.error.InputDataException;
import org.regista.geometry.LpsPoint;
import org.regista.io.dicom.tree.RejectedFile;

/**
 * Reads the headers of all files of a folder and groups them into series. Every file ends in
 * exactly one place: as a slice of a candidate, or among the rejected with the reason. The same
 * folder always gives the same result, whatever order the file system lists it in.
 *
 * <p>Rule for duplicates: of two images of a series at one position with identical pixels, the one
 * whose path comes later is rejected. Different images at one position stay, and the series cannot
 * be read.
 */
public final class DicomScanner {

  private static final int DEEPEST_FOLDER = 16;
  private static final int MOST_FILES = 100_000;

  private DicomScanner() {}

  /**
   * Scans a folder with its subfolders; links are not followed.
   *
   * @throws InputDataException if it cannot be listed or holds more than 100000 files
   */
  public static DicomScan scan(Path folder) {
    return scan(folder, DEEPEST_FOLDER);
  }

  /**
   * The series that a file belongs to, from the files beside it.
   *
   * @throws InputDataException if the file is no slice of a CT, MR or PET series
   */
  public static VolumeCandidate seriesOf(Path file) {
    String uid = seriesUid(file);
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
    return scan(folder, 1).volumes().stream()
        .filter(series -> series.identity().uid().equals(uid))
        .findFirst()
        .orElseThrow(
            () -> new InputDataException("'%s' changed while its folder was read".formatted(file)));
  }

  private static String seriesUid(Path file) {
    try {
      return SliceHeaderReader.read(file).series().uid();
    } catch (UnusableFileException e) {
      throw new InputDataException("'%s' %s".formatted(file, e.reason()), e);
    }
  }

  private static DicomScan scan(Path folder, int depth) {
    Map<String, List<SliceHeader>> slices = new LinkedHashMap<>();
    List<RejectedFile> rejected = new ArrayList<>();
    for (Path file : files(folder, depth)) {
      try {
        SliceHeader slice = SliceHeaderReader.read(file);
        slices.computeIfAbsent(slice.series().uid(), uid -> new ArrayList<>()).add(slice);
      } catch (UnusableFileException e) {
        rejected.add(new RejectedFile(file, e.reason(), e.lostFromSeries()));
      }
    }
    List<VolumeCandidate> volumes = new ArrayList<>();
    slices.forEach((uid, all) -> volumes.add(candidate(volumes.size() + 1, uid, all, rejected)));
    return new DicomScan(volumes, rejected);
  }

  private static List<Path> files(Path folder, int depth) {
    try (Stream<Path> walk = Files.walk(folder, depth)) {
      List<Path> files =
          walk.filter(path -> !Files.isDirectory(path)).limit(MOST_FILES + 1L).sorted().toList();
      if (files.size() > MOST_FILES) {
        throw new InputDataException(
            "'%s' holds more than %d files; give the folder of one series"
                .formatted(folder, MOST_FILES));
      }
      return files;
    } catch (IOException | UncheckedIOException e) {
      throw new InputDataException("the folder '%s' cannot be listed".formatted(folder), e);
    }
  }

  private static VolumeCandidate candidate(
      int number, String uid, List<SliceHeader> slices, List<RejectedFile> rejected) {
    List<SliceHeader> kept = new ArrayList<>();
    Map<LpsPoint, SliceHeader> firstAt = new HashMap<>();
    for (SliceHeader slice : slices) {
      Optional<SliceHeader> twin =
          Optional.ofNullable(firstAt.putIfAbsent(slice.pose().position(), slice))
              .filter(first -> SlicePixels.same(first, slice));
      if (twin.isEmpty()) {
        kept.add(slice);
      } else {
        rejected.add(
            new RejectedFile(
                slice.file(),
                "is a copy of '%s'".formatted(twin.get().fileName()),
                Optional.empty()));
      }
    }
    List<RejectedFile> lost =
        rejected.stream().filter(r -> r.lostFromSeries().equals(Optional.of(uid))).toList();
    return new VolumeCandidate(number, "", kept, lost);
  }
}
