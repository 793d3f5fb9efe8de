package org.regista.study.library;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a library. Names are made of digests, never of what a file says of itself. A file is
 * written to a place of this process below {@code incoming}, forced to the disk, and then renamed;
 * what a killed process leaves there is removed by the next one.
 */
final class LibraryFiles implements AutoCloseable {

  static final String FILES = "files";

  private static final Logger LOG = LoggerFactory.getLogger(LibraryFiles.class);

  private static final String INCOMING = "incoming";
  private static final String QUARANTINE = "quarantine";
  private static final String LOCK = ".lock";

  private final Path root;
  private final Path staging;
  private final FileChannel lock;
  private final AtomicLong count = new AtomicLong();

  private LibraryFiles(Path root, Path staging, FileChannel lock) {
    this.root = root;
    this.staging = staging;
    this.lock = lock;
  }

  /** Takes a place to stage files in, and clears those of processes that are no more. */
  static LibraryFiles open(Path root) throws IOException {
    Path incoming = root.resolve(INCOMING);
    Files.createDirectories(incoming);
    clear(incoming);
    String name = UUID.randomUUID().toString();
    FileChannel lock = channel(incoming.resolve(name + LOCK));
    lock.lock();
    return new LibraryFiles(root, Files.createDirectory(incoming.resolve(name)), lock);
  }

  private static FileChannel channel(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static void clear(Path incoming) throws IOException {
    try (DirectoryStream<Path> locks = Files.newDirectoryStream(incoming, "*" + LOCK)) {
      for (Path file : locks) {
        try (FileChannel channel = channel(file);
            FileLock free = channel.tryLock()) {
          if (free != null) {
            String name = file.getFileName().toString();
            remove(incoming.resolve(name.substring(0, name.length() - LOCK.length())));
            Files.deleteIfExists(file);
          }
        } catch (OverlappingFileLockException e) {
          LOG.debug("'{}' is in use by this process", file);
        }
      }
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** Copies a file to a staging place, forced to the disk. */
  Path stage(Path source) throws IOException {
    return stage(out -> Files.copy(source, out));
  }

  /** The same of bytes in memory. */
  Path stage(byte[] content) throws IOException {
    return stage(out -> out.write(content));
  }

  @FunctionalInterface
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private Path stage(Content content) throws IOException {
    Path part = staging.resolve(count.incrementAndGet() + ".part");
    try (FileChannel channel =
        FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      content.writeTo(Channels.newOutputStream(channel));
      channel.force(false);
    }
    return part;
  }

  /** The name of an object below the library's folder, with one folder for each series. */
  static String name(String seriesUid, String instanceUid) {
    String series = digest(seriesUid);
    return String.join(
        "/", FILES, series.substring(0, 2), series.substring(0, 24), digest(instanceUid) + ".dcm");
  }

  static String quarantineName(String decisive, String metadata) {
    return QUARANTINE + "/" + digest(decisive + metadata) + ".dcm";
  }

  private static String digest(String text) {
    try {
      byte[] bytes =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes, 0, 20);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Brings a staged file to its final name; returns the folder, which is to be forced. */
  Path settle(Path staged, String name) throws IOException {
    Path target = root.resolve(name);
    Path folder = target.resolveSibling(".").normalize();
    Files.createDirectories(folder);
    Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return folder;
  }

  /** Makes the names in a folder survive a power failure, where the system can be asked to. */
  static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      LOG.debug("folder '{}' cannot be forced to the disk", folder, e);
    }
  }

  static void discard(Path staged) {
    try {
      Files.deleteIfExists(staged);
    } catch (IOException e) {
      LOG.debug("'{}' stays until the next import", staged, e);
    }
  }

  @Override
  public void close() {
    try {
      remove(staging);
      Files.deleteIfExists(staging.resolveSibling(staging.getFileName() + LOCK));
      lock.close();
    } catch (IOException e) {
      LOG.debug("'{}' stays until the next import", staging, e);
    }
  }
}
