package org.regista.io.dicom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.regista.error.InputDataException;
import org.regista.io.dicom.tree.RejectedFile;

/**
 * A DICOMDIR (PS3.10 8): the list of files of a medium, of which only the names are believed. They
 * are looked for below the DICOMDIR's own folder and nowhere else, whatever they say; letters may
 * be of the other case, as media are read by all kinds of systems.
 */
final class DicomDirectory {

  private static final int NOT_IN_USE = 0;
  private static final int MOST_COMPONENTS = 8;

  private DicomDirectory() {}

  /** The files that exist, and the names that lead to none. */
  static FileList read(Path dicomdir) {
    HeaderFields fields = fields(dicomdir);
    if (!lists(fields)) {
      return FileList.of(List.of(dicomdir)); // an image, and not a list of them
    }
    Path root = Objects.requireNonNull(dicomdir.toAbsolutePath().normalize().getParent());
    List<Path> files = new ArrayList<>();
    List<RejectedFile> missing = new ArrayList<>();
    for (int n = 0; n < fields.items(Tag.DirectoryRecordSequence); n++) {
      HeaderFields item = fields.item(Tag.DirectoryRecordSequence, n);
      String id = item.all(Tag.ReferencedFileID);
      if (id.isEmpty()
          || (item.has(Tag.RecordInUseFlag) && item.tag(Tag.RecordInUseFlag) == NOT_IN_USE)) {
        continue;
      }
      Optional<Path> file = resolve(root, id.split("\\\\"));
      if (file.isPresent()) {
        files.add(file.get());
      } else {
        missing.add(
            new RejectedFile(
                dicomdir,
                "names '%s', and there is no such file below its folder"
                    .formatted(PrintableText.of(id)),
                Optional.empty()));
      }
    }
    return new FileList(FileList.of(files).files(), missing);
  }

  /** Whether a file is a list of files; false if it cannot be read. */
  static boolean is(Path file) {
    try {
      return lists(fields(file));
    } catch (InputDataException e) {
      return false;
    }
  }

  private static boolean lists(HeaderFields fields) {
    return fields.has(Tag.FileSetConsistencyFlag) || fields.has(Tag.DirectoryRecordSequence);
  }

  private static HeaderFields fields(Path dicomdir) {
    try (BoundedDicomInput in = BoundedDicomInput.open(dicomdir)) {
      Attributes attributes = in.readDataset(-1, Tag.PixelData);
      return new HeaderFields(attributes);
    } catch (IOException | RuntimeException e) {
      throw new InputDataException(
          "'%s' is neither a folder nor a DICOM file, or it is damaged".formatted(dicomdir), e);
    }
  }

  /** The file below {@code root} with these components; links that lead out of it do not count. */
  private static Optional<Path> resolve(Path root, String... components) {
    if (components.length > MOST_COMPONENTS) {
      return Optional.empty();
    }
    Path at = root;
    for (String component : components) {
      Optional<Path> next = child(at, component);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      at = next.get();
    }
    return isInside(root, at) && Files.isRegularFile(at) ? Optional.of(at) : Optional.empty();
  }

  private static Optional<Path> child(Path folder, String name) {
    if (!name.matches("[A-Za-z0-9_ .-]{1,64}") || name.matches("\\.+")) {
      return Optional.empty();
    }
    Path exact = folder.resolve(name);
    if (Files.exists(exact)) {
      return Optional.of(exact);
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(p -> String.valueOf(p.getFileName()).equalsIgnoreCase(name))
          .sorted()
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isInside(Path root, Path file) {
    try {
      return file.toRealPath().startsWith(root.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }
}
