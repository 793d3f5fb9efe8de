package org.regista.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.regista.error.InputDataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a folder such that it appears whole or not at all: it is filled under another name beside
 * its place and then renamed. A failure leaves what was there before. A folder that is replaced is
 * moved away only when the new one is whole.
 */
public final class AtomicFolder {

  private static final Logger LOG = LoggerFactory.getLogger(AtomicFolder.class);

  private final Path target;
  private final String marker;
  private final Existing existing;

  /**
   * @param marker name of the file that makes a folder one of ours, which may be replaced
   * @throws InputDataException if the folder exists and is to be kept, or lacks the marker, and
   *     then it is never replaced
   */
  public AtomicFolder(Path target, String marker, Existing existing) {
    this.target = target.toAbsolutePath().normalize();
    this.marker = marker;
    this.existing = existing;
    requireFree();
  }

  private void requireFree() {
    if (!Files.exists(target) || isEmptyFolder()) {
      return;
    }
    if (!Files.isRegularFile(target.resolve(marker))) {
      throw new InputDataException(
          "'%s' exists and is not a result folder (it holds no %s); choose another place"
              .formatted(target, marker));
    }
    if (existing == Existing.REFUSE) {
      throw new InputDataException(
          "'%s' exists; use --force to replace it, or choose another place".formatted(target));
    }
  }

  private boolean isEmptyFolder() {
    try (var entries = Files.newDirectoryStream(target)) {
      return !entries.iterator().hasNext();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * @param content fills the folder that it is given; its value is passed on
   * @throws InputDataException if the place cannot be written
   */
  public <T> T write(Function<Path, T> content) {
    Path part = sibling("part");
    try {
      Files.createDirectories(part);
      T made = content.apply(part);
      force(part);
      requireFree();
      swapIn(part);
      return made;
    } catch (IOException e) {
      throw new InputDataException(
          "'%s' cannot be written (%s); check the folder, its permissions and the free space"
              .formatted(target, e),
          e);
    } finally {
      deleteQuietly(part);
    }
  }

  private void swapIn(Path part) throws IOException {
    Path old = sibling("old");
    boolean replaced = Files.exists(target);
    if (replaced) {
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    }
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (replaced) {
        Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
      }
      throw e;
    }
    deleteQuietly(old);
  }

  private Path sibling(String role) {
    return target.resolveSibling(
        ".%s.%s-%d".formatted(target.getFileName(), role, ProcessHandle.current().pid()));
  }

  /**
   * The entries of a folder reach the disk with the folder; not every system can be asked for it.
   */
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      LOG.debug("folder '{}' cannot be forced to the disk", folder, e);
    }
  }

  private static void deleteQuietly(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try {
      Files.walkFileTree(folder, new Deletion());
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("'{}' could not be removed; delete it by hand", folder);
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
