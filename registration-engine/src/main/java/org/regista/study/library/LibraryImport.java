package org.regista.study.library;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.regista.error.InputDataException;
import org.regista.register.Cancellation;
import org.regista.study.library.ImportReport.Kind;
import org.regista.study.library.ImportReport.Remark;

/**
 * Brings files into a library, each object once. What is the same is found in three steps: patient,
 * class, time, size and position group the candidates, a checksum narrows them, and SHA-256 of the
 * pixels decides.
 *
 * <p>Files are read and copied by several threads, and decided about in the order of their names by
 * one, so that the first of two that contradict each other is the same one every time. What was
 * imported before a cancellation stays.
 */
final class LibraryImport {

  private static final int BATCH = 100;
  private static final int MOST_REMARKS = 500;

  private final Path root;
  private final LibraryDatabase database;
  private final LibraryFiles files;
  private final ImportMode mode;
  private final int threads;

  LibraryImport(
      Path root, LibraryDatabase database, LibraryFiles files, ImportMode mode, int threads) {
    this.root = root;
    this.database = database;
    this.files = files;
    this.mode = mode;
    this.threads = threads;
  }

  /**
   * @param paths files and folders with their subfolders
   * @param progress is told the sums so far, after every some hundred files
   * @throws InputDataException if a path does not exist or the library cannot be written
   * @throws CancellationException if {@code cancellation} was requested
   */
  ImportReport run(List<Path> paths, Consumer<ImportReport> progress, Cancellation cancellation) {
    FileWalk walk = new FileWalk(paths);
    Deque<Future<List<Staging.Staged>>> ahead = new ArrayDeque<>();
    InstanceTable table = database.read(InstanceTable::new);
    ImportReport sum = new ImportReport(0, 0, 0, 0, List.of());
    try (LibraryDatabase reading = LibraryDatabase.open(root);
        ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      Staging staging = new Staging(root, files, reading, mode);
      try {
        while (walk.hasNext() || !ahead.isEmpty()) {
          while (walk.hasNext() && ahead.size() < threads + 1) {
            List<Path> batch = batch(walk, cancellation);
            ahead.add(workers.submit(() -> stage(staging, batch, cancellation)));
          }
          List<Staging.Staged> staged = result(ahead.remove());
          cancelIfRequested(cancellation);
          ImportReport part =
              database.write(c -> new ImportBatch(root, files, table, mode).write(staged));
          sum = sum(sum, part);
          staged.forEach(LibraryImport::discard);
          progress.accept(sum);
        }
      } finally {
        workers.shutdownNow();
      }
    }
    return sum;
  }

  private static List<Path> batch(FileWalk walk, Cancellation cancellation) {
    List<Path> batch = new ArrayList<>(BATCH);
    while (walk.hasNext() && batch.size() < BATCH) {
      cancelIfRequested(cancellation);
      batch.add(walk.next());
    }
    return batch;
  }

  private static List<Staging.Staged> stage(
      Staging staging, List<Path> batch, Cancellation cancellation) {
    List<Staging.Staged> staged = new ArrayList<>(batch.size());
    for (Path source : batch) {
      cancelIfRequested(cancellation);
      staged.add(staging.stage(source));
    }
    return staged;
  }

  private static void cancelIfRequested(Cancellation cancellation) {
    if (cancellation.isRequested()) {
      throw new CancellationException(
          "the import was cancelled; what it had brought in stays, and the next one goes on");
    }
  }

  private List<Staging.Staged> result(Future<List<Staging.Staged>> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the import was interrupted");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Staging.StagingException disk ->
            throw new InputDataException(
                "the library '%s' cannot be written (%s); check the folder and the free space"
                    .formatted(root, disk.reason()),
                disk);
        case RuntimeException own -> throw own;
        case Error fatal -> throw fatal;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  private static void discard(Staging.Staged staged) {
    if (staged instanceof Staging.Read read) {
      read.copy().ifPresent(LibraryFiles::discard);
    }
  }

  /** The remarks of files that were not kept are shown before notes. */
  private static ImportReport sum(ImportReport a, ImportReport b) {
    List<Remark> remarks = new ArrayList<>(a.remarks());
    for (Kind kind : List.of(Kind.QUARANTINED, Kind.REJECTED, Kind.NOTE)) {
      b.remarks().stream()
          .filter(r -> r.kind() == kind)
          .limit(Math.max(0, MOST_REMARKS - remarks.size()))
          .forEach(remarks::add);
    }
    return new ImportReport(
        a.added() + b.added(),
        a.present() + b.present(),
        a.quarantined() + b.quarantined(),
        a.rejected() + b.rejected(),
        remarks);
  }
}
