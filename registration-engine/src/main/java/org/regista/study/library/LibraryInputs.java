package org.regista.study.library;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.regista.error.InputDataException;

/**
 * Makes "library:SERIES" an input like any other: the folder of that series in the library, or, for
 * series that the library only refers to, one file of it, which stands for the series beside it.
 *
 * @param library the folder of the library; it is opened when an input asks for it
 */
public record LibraryInputs(Path library) {

  private static final String PREFIX = "library:";

  public static boolean isOne(String text) {
    return text.startsWith(PREFIX);
  }

  /**
   * @param text "library:SERIES", or "library:SERIES#2" for the second volume of a series
   * @throws InputDataException if there is no such series, or its files lie in several folders
   */
  public Path resolve(String text) {
    String[] parts = text.substring(PREFIX.length()).split("#", 2);
    Path place = place(parts[0]);
    return parts.length == 1 ? place : place.resolveSibling(place.getFileName() + "#" + parts[1]);
  }

  private Path place(String uid) {
    try (StudyLibrary opened = StudyLibrary.openExisting(library)) {
      List<Path> files = opened.files(uid);
      Set<Path> folders =
          files.stream()
              .map(file -> file.resolveSibling(".").normalize())
              .collect(Collectors.toSet());
      if (folders.size() > 1) {
        throw new InputDataException(
            "the files of series '%s' lie in %d folders; import them as copies"
                .formatted(uid, folders.size()));
      }
      Path folder = folders.iterator().next();
      return folder.startsWith(library.resolve(LibraryFiles.FILES)) ? folder : files.getFirst();
    }
  }
}
