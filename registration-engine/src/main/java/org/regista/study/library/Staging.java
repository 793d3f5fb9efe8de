package org.regista.study.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.regista.io.dicom.instance.InstanceFile;
import org.regista.io.dicom.instance.InstanceReader;
import org.regista.io.dicom.instance.NotAnInstanceException;

/**
 * The part of an import that many threads do: reads a file, and copies it if the library may lack
 * it. It looks into the database by a connection of its own, so that it need not wait for what is
 * being written.
 */
final class Staging {

  private static final long IN_MEMORY = 2 << 20;

  private final LibraryFiles files;
  private final LibraryDatabase database;
  private final InstanceTable table;
  private final ImportMode mode;
  private final Path root;

  Staging(Path root, LibraryFiles files, LibraryDatabase database, ImportMode mode) {
    this.root = root;
    this.files = files;
    this.database = database;
    this.table = database.read(InstanceTable::new);
    this.mode = mode;
  }

  /** What became of a file. */
  sealed interface Staged {
    Path source();
  }

  /**
   * @param copy where a copy waits, if there is one
   */
  record Read(Path source, InstanceFile file, Optional<Path> copy) implements Staged {}

  record Rejected(Path source, String reason) implements Staged {}

  Staged stage(Path source) {
    try {
      return Files.size(source) <= IN_MEMORY ? stageSmall(source) : stageLarge(source);
    } catch (NotAnInstanceException e) {
      return new Rejected(source, e.reason());
    } catch (IOException e) {
      return new Rejected(source, "cannot be read (%s)".formatted(e));
    }
  }

  private Staged stageSmall(Path source) throws IOException, NotAnInstanceException {
    byte[] content = Files.readAllBytes(source);
    InstanceFile file = InstanceReader.read(content);
    return isWanted(file)
        ? new Read(source, file, Optional.of(copy(() -> files.stage(content))))
        : new Read(source, file, Optional.empty());
  }

  /** Read twice, since most files of a repeated import need no copy; the copy is what counts. */
  private Staged stageLarge(Path source) throws IOException, NotAnInstanceException {
    InstanceFile file = InstanceReader.read(source);
    if (!isWanted(file)) {
      return new Read(source, file, Optional.empty());
    }
    Path copy = copy(() -> files.stage(source));
    try {
      return new Read(source, InstanceReader.read(copy), Optional.of(copy));
    } catch (NotAnInstanceException e) {
      LibraryFiles.discard(copy);
      throw e;
    }
  }

  @FunctionalInterface
  private interface Copying {
    Path copy() throws IOException;
  }

  /** A disk that is full ends the import; it is no fault of the file. */
  private static Path copy(Copying copying) {
    try {
      return copying.copy();
    } catch (IOException e) {
      throw new StagingException(e);
    }
  }

  private boolean isWanted(InstanceFile file) {
    if (mode == ImportMode.REFERENCE) {
      return false;
    }
    return database
        .read(connection -> table.find(file.header().instance().uid()))
        .filter(known -> known.decisive().equals(file.digests().decisive()))
        .filter(known -> isWhole(root, known.stored()))
        .isEmpty();
  }

  /** True if the file that a row speaks of is there with its full length. */
  static boolean isWhole(Path root, InstanceTable.Stored stored) {
    try {
      return Files.size(root.resolve(stored.file())) == stored.bytes();
    } catch (IOException e) {
      return false;
    }
  }

  /** The library's own disk failed. */
  static final class StagingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final IOException reason;

    StagingException(IOException reason) {
      super(reason);
      this.reason = reason;
    }

    IOException reason() {
      return reason;
    }
  }
}
