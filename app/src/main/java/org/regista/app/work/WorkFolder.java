package org.regista.app.work;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.regista.error.InputDataException;
import org.regista.geometry.LpsPoint;
import org.regista.io.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one window keeps its work: the work itself, the starts it placed by hand and the results of
 * its attempts. A lock tells other windows that it is in use; the system drops it when a process
 * dies, however it dies, and what is left is then offered to the next window.
 */
public final class WorkFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);

  static final String WORK = "work.json";
  static final String CLOSED = "closed.json";
  private static final String LOCK = "lock";
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private final Path folder;
  private final FileChannel channel;

  private WorkFolder(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * A new folder below {@code root}.
   *
   * @throws InputDataException if it cannot be made
   */
  public static WorkFolder create(Path root) {
    Path folder =
        root.resolve(
            "%s-%d".formatted(LocalDateTime.now().format(NAME), ProcessHandle.current().pid()));
    try {
      Files.createDirectories(folder);
      WorkFolder made = lock(folder);
      if (made == null) {
        throw new InputDataException("'%s' is used by another window".formatted(folder));
      }
      return made;
    } catch (IOException e) {
      throw new InputDataException(
          "the folder for work in progress '%s' cannot be made (%s); free space there, or name another with 'app --work'"
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  /** The newest folder that a window left behind without closing it, now in our hands. */
  public static Optional<WorkFolder> abandoned(Path root) {
    if (!Files.isDirectory(root)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(root)) {
      List<Path> newestFirst =
          folders
              .filter(f -> Files.isRegularFile(f.resolve(WORK)))
              .sorted(Comparator.reverseOrder())
              .toList();
      for (Path folder : newestFirst) {
        WorkFolder locked = lock(folder);
        if (locked != null) {
          return Optional.of(locked);
        }
      }
    } catch (IOException e) {
      LOG.warn("work left in '{}' cannot be looked for: {}", root, e.getMessage());
    }
    return Optional.empty();
  }

  /** That folder in our hands, if no window has it. */
  static Optional<WorkFolder> lockedIfFree(Path folder) {
    try {
      return Optional.ofNullable(lock(folder));
    } catch (IOException e) {
      LOG.debug("'{}' cannot be locked", folder, e);
      return Optional.empty();
    }
  }

  /** Null if another process holds it. */
  private static @Nullable WorkFolder lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock held = channel.tryLock();
      if (held != null) {
        return new WorkFolder(folder, channel);
      }
    } catch (OverlappingFileLockException e) {
      LOG.debug("'{}' is in use by this process", folder);
    }
    channel.close();
    return null;
  }

  public Path path() {
    return folder;
  }

  /** Where the result of an attempt goes. */
  public Path attempt(int number) {
    return folder.resolve("attempt-" + number);
  }

  /** The transform that an attempt starts from, if it was placed. */
  public Path start(int number) {
    return folder.resolve("start-%d.tfm".formatted(number));
  }

  /** The landmarks of one side that an attempt starts from or is made of. */
  public Path landmarks(int number, String side) {
    return folder.resolve("landmarks-%d-%s.csv".formatted(number, side));
  }

  /** Writes both sides of the landmarks as tables, if there are any. */
  public void writeLandmarks(int number, List<Landmark> all) {
    if (!all.isEmpty()) {
      write(landmarks(number, "fixed"), all.stream().map(Landmark::fixed).toList());
      write(landmarks(number, "moving"), all.stream().map(Landmark::moving).toList());
    }
  }

  private static void write(Path file, List<LpsPoint> points) {
    StringBuilder table = new StringBuilder("x,y,z\n");
    points.forEach(p -> table.append("%s,%s,%s\n".formatted(p.x(), p.y(), p.z())));
    AtomicFile.write(file, out -> out.write(table.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** Writes the work, whole or not at all. */
  public void save(Work work) {
    WorkFile.write(work, folder.resolve(WORK));
  }

  /**
   * @throws InputDataException if it is damaged
   */
  public Work read() {
    return WorkFile.read(folder.resolve(WORK));
  }

  /** The work was ended on purpose and is not offered again; its attempts stay. */
  public void end() {
    try {
      if (Files.exists(folder.resolve(WORK))) {
        Files.move(
            folder.resolve(WORK), folder.resolve(CLOSED), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      LOG.warn("'{}' could not be closed: {}", folder, e.getMessage());
    }
  }

  /** Gives the folder free; work that was not ended can be taken up by the next window. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("the lock of '{}' was lost", folder, e);
    }
  }
}
