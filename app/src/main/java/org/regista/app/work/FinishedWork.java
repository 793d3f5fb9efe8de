package org.regista.app.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The work of windows that were closed: what it takes on disk, and its end. */
public final class FinishedWork {

  private static final Logger LOG = LoggerFactory.getLogger(FinishedWork.class);

  private final Path root;

  /**
   * @param root where work in progress is kept, of all windows
   */
  public FinishedWork(Path root) {
    this.root = root;
  }

  /** Bytes of the work that was finished before {@code then}; work in use does not count. */
  public long bytesBefore(Instant then) {
    return finishedBefore(then).stream().mapToLong(FinishedWork::bytes).sum();
  }

  /**
   * Deletes what was finished before {@code then}.
   *
   * @return how many bytes that freed
   */
  public long deleteBefore(Instant then) {
    long freed = 0;
    for (Path folder : finishedBefore(then)) {
      Optional<WorkFolder> ours = WorkFolder.lockedIfFree(folder);
      if (ours.isPresent()) {
        long bytes = bytes(folder);
        if (deleted(folder)) {
          freed += bytes;
        }
        ours.get().close();
      }
    }
    return freed;
  }

  /** {@code days} ago. */
  public static Instant daysAgo(int days) {
    return Instant.now().minus(Duration.ofDays(days));
  }

  private List<Path> finishedBefore(Instant then) {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders.filter(folder -> isFinishedBefore(folder, then)).toList();
    } catch (IOException e) {
      LOG.warn("finished work in '{}' cannot be looked for: {}", root, e.getMessage());
      return List.of();
    }
  }

  private static boolean isFinishedBefore(Path folder, Instant then) {
    Path closed = folder.resolve(WorkFolder.CLOSED);
    try {
      return Files.isRegularFile(closed)
          && !Files.exists(folder.resolve(WorkFolder.WORK))
          && Files.getLastModifiedTime(closed).toInstant().isBefore(then);
    } catch (IOException e) {
      LOG.debug("'{}' is gone", folder, e);
      return false;
    }
  }

  private static long bytes(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).mapToLong(FinishedWork::size).sum();
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("'{}' cannot be counted", folder, e);
      return 0;
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean deleted(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
      return true;
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("finished work in '{}' cannot be deleted: {}", folder, e.getMessage());
      return false;
    }
  }
}
