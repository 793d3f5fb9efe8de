package org.regista.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.regista.error.InputDataException;
import org.regista.io.VolumePath;

/**
 * The identity of an image on disk. For a single file it is the SHA-256 of its bytes. For an image
 * in several files (a folder of slices, a header with its data beside it) it is the SHA-256 of a
 * listing as {@code sha256sum} prints it: one line per file, sorted by name.
 *
 * @param sha256 in hexadecimal
 * @param bytes of all files together
 */
record InputDigest(String sha256, long bytes) {

  private static final int DICOM_MAGIC_AT = 128;
  private static final List<String> HEADERS = List.of(".hdr", ".mhd", ".nhdr");

  /**
   * @param path of the image; which volume of a folder it chooses does not matter
   * @throws InputDataException if a file cannot be read
   */
  static InputDigest of(Path path) {
    Path image = VolumePath.of(path).file();
    try {
      List<Path> files = filesOf(image);
      if (files.size() == 1) {
        return new InputDigest(sha256(files.getFirst()), Files.size(files.getFirst()));
      }
      StringBuilder listing = new StringBuilder();
      long bytes = 0;
      Path root = Files.isDirectory(image) ? image : folderOf(image);
      for (Path file : files) {
        listing.append(sha256(file)).append("  ").append(root.relativize(file)).append('\n');
        bytes += Files.size(file);
      }
      byte[] text = listing.toString().replace('\\', '/').getBytes(StandardCharsets.UTF_8);
      return new InputDigest(HexFormat.of().formatHex(newSha256().digest(text)), bytes);
    } catch (IOException e) {
      throw new InputDataException("'%s' cannot be read (%s)".formatted(image, e.getMessage()), e);
    }
  }

  /** All files that the image is made of, sorted. */
  private static List<Path> filesOf(Path image) throws IOException {
    if (Files.isDirectory(image)) {
      return sortedFiles(image, Integer.MAX_VALUE);
    }
    if (isDicom(image)) {
      return sortedFiles(folderOf(image), 1);
    }
    String stem = stemOfHeader(image.getFileName().toString());
    if (stem.isEmpty()) {
      return List.of(image);
    }
    return sortedFiles(folderOf(image), 1).stream()
        .filter(file -> file.getFileName().toString().startsWith(stem + "."))
        .toList();
  }

  /** What a header's name has in common with that of its data; empty if the file stands alone. */
  private static String stemOfHeader(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return HEADERS.stream()
        .filter(lower::endsWith)
        .map(ending -> name.substring(0, name.length() - ending.length()))
        .findFirst()
        .orElse("");
  }

  private static Path folderOf(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent());
  }

  private static List<Path> sortedFiles(Path folder, int depth) throws IOException {
    try (Stream<Path> walk = Files.walk(folder, depth)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static boolean isDicom(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(DICOM_MAGIC_AT + 4);
      return head.length == DICOM_MAGIC_AT + 4
          && new String(head, DICOM_MAGIC_AT, 4, StandardCharsets.US_ASCII).equals("DICM");
    }
  }

  /** The SHA-256 of one file, in hexadecimal. */
  static String sha256(Path file) throws IOException {
    MessageDigest digest = newSha256();
    try (DigestOutputStream sink =
        new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      Files.copy(file, sink);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
