package org.regista.study.library;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.regista.io.dicom.instance.InstanceFile;
import org.regista.study.library.ImportReport.Kind;
import org.regista.study.library.ImportReport.Remark;
import org.regista.study.library.InstanceTable.Known;
import org.regista.study.library.InstanceTable.Stored;

/**
 * The part of an import that one process does at a time: decides about some files and writes them
 * into the database, all or none.
 *
 * <p>Files come to their final names within the transaction, before it is committed. If it is not,
 * they lie there unknown, and the next import of the same object replaces them.
 */
final class ImportBatch {

  private static final Set<String> UNCOMPRESSED =
      Set.of(
          "1.2.840.10008.1.2",
          "1.2.840.10008.1.2.1",
          "1.2.840.10008.1.2.2",
          "1.2.840.10008.1.2.1.99");

  private final Path root;
  private final LibraryFiles files;
  private final InstanceTable table;
  private final ImportMode mode;
  private final List<Remark> remarks = new ArrayList<>();
  private final Set<Path> touched = new HashSet<>();
  private long added;
  private long present;
  private long quarantined;
  private long rejected;

  ImportBatch(Path root, LibraryFiles files, InstanceTable table, ImportMode mode) {
    this.root = root;
    this.files = files;
    this.table = table;
    this.mode = mode;
  }

  ImportReport write(List<Staging.Staged> batch) throws SQLException, IOException {
    for (Staging.Staged staged : batch) {
      switch (staged) {
        case Staging.Rejected r -> {
          rejected++;
          remark(Kind.REJECTED, r.source(), r.reason());
        }
        case Staging.Read r -> write(r);
      }
    }
    touched.forEach(LibraryFiles::force);
    return new ImportReport(added, present, quarantined, rejected, remarks);
  }

  private void write(Staging.Read read) throws SQLException, IOException {
    Optional<Known> known = table.find(read.file().header().instance().uid());
    if (known.isEmpty()) {
      add(read);
      return;
    }
    Optional<String> contradiction = contradiction(known.get(), read.file());
    if (contradiction.isPresent()) {
      quarantine(read, contradiction.get());
    } else {
      keep(known.get(), read);
    }
  }

  private void add(Staging.Read read) throws SQLException, IOException {
    InstanceFile file = read.file();
    if (table.studyOfAnother(file.header())) {
      remark(Kind.NOTE, read.source(), "belongs to a study that holds another patient too");
    }
    Optional<Long> twin = table.twin(file);
    if (twin.isPresent()) {
      remark(Kind.NOTE, read.source(), "is a copy of another object under a UID of its own");
    }
    table.add(file, store(read), twin);
    added++;
  }

  private Stored store(Staging.Read read) throws IOException {
    InstanceFile file = read.file();
    if (mode == ImportMode.REFERENCE) {
      return new Stored(read.source().toAbsolutePath().toString(), false, file.bytes());
    }
    String name = LibraryFiles.name(file.header().series().uid(), file.header().instance().uid());
    settle(read, name);
    return new Stored(name, true, file.bytes());
  }

  private void settle(Staging.Read read, String name) throws IOException {
    Path copy = read.copy().isPresent() ? read.copy().get() : files.stage(read.source());
    touched.add(files.settle(copy, name));
  }

  /** Why a file with the UID of a known object is not the same object; empty if it is. */
  private static Optional<String> contradiction(Known known, InstanceFile file) {
    boolean same =
        known.fast() == file.digests().fast() && known.decisive().equals(file.digests().decisive());
    String syntax = file.header().instance().transferSyntax();
    if (!same && !syntax.equals(known.syntax()) && isCompressed(syntax, known.syntax())) {
      return Optional.of(
          "has the UID of an object that the library has in another compression (%s, here %s)"
              .formatted(known.syntax(), syntax));
    }
    if (!same) {
      return Optional.of("has the UID of an object that the library has with other content");
    }
    if (known.place() != InstanceTable.place(file.header())) {
      return Optional.of(
          "has the UID and the pixels of an object of the library, but another patient, time, size"
              + " or position");
    }
    return Optional.empty();
  }

  private static boolean isCompressed(String first, String second) {
    return !UNCOMPRESSED.contains(first) || !UNCOMPRESSED.contains(second);
  }

  private void quarantine(Staging.Read read, String reason) throws SQLException, IOException {
    InstanceFile file = read.file();
    String name =
        mode == ImportMode.REFERENCE
            ? read.source().toAbsolutePath().toString()
            : LibraryFiles.quarantineName(file.digests().decisive(), file.digests().metadata());
    boolean isNew = table.quarantine(file, reason, read.source().toAbsolutePath().toString(), name);
    if (isNew && mode == ImportMode.COPY) {
      settle(read, name);
    }
    quarantined++;
    remark(Kind.QUARANTINED, read.source(), reason);
  }

  /** The object is there; only a file that was lost comes back. */
  private void keep(Known known, Staging.Read read) throws IOException {
    present++;
    if (!known.metadata().equals(read.file().digests().metadata())) {
      remark(
          Kind.NOTE,
          read.source(),
          "has the same pixels as the object of the library, but a changed header; the first is kept");
    } else if (known.stored().managed() && !Staging.isWhole(root, known.stored())) {
      settle(read, known.stored().file());
      remark(Kind.NOTE, read.source(), "replaces a file that the library had lost");
    }
  }

  private void remark(Kind kind, Path file, String text) {
    remarks.add(new Remark(kind, file, Objects.requireNonNull(text)));
  }
}
