package org.regista.app.studies;

import java.nio.file.Path;
import java.util.List;

/**
 * What lies in files and folders that were dropped.
 *
 * @param places what was dropped
 * @param items every volume, usable or not, with the reason
 * @param rejected what cannot be used, the same reason once: "12 files: not a DICOM file, such as
 *     'notes.txt'"
 * @param results folders that registrations have written
 */
public record FolderContent(
    List<Path> places, List<StudyItem> items, List<String> rejected, List<Path> results) {

  public static final FolderContent NONE =
      new FolderContent(List.of(), List.of(), List.of(), List.of());

  public FolderContent {
    places = List.copyOf(places);
    items = List.copyOf(items);
    rejected = List.copyOf(rejected);
    results = List.copyOf(results);
  }

  /** Whether there is something that the library would take. */
  public boolean hasDicom() {
    return items.stream().anyMatch(item -> !item.modality().isEmpty());
  }
}
