package org.regista.nativecore.opencl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Built programs in a folder of the user, one file per device, driver, options and source. A file
 * begins with the digest of the rest, so that a damaged one is not used. Without a folder that can
 * be written, programs are built each time.
 */
final class ProgramCache {

  private static final Logger LOG = LoggerFactory.getLogger(ProgramCache.class);
  private static final int DIGEST_BYTES = 32;

  private final Path folder;

  ProgramCache(Path folder) {
    this.folder = folder;
  }

  /** Where the operating system wants such files. */
  static ProgramCache ofUser() {
    Path home = Path.of(System.getProperty("user.home"));
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    Path caches;
    if (os.startsWith("windows")) {
      caches = fromEnvironment("LOCALAPPDATA").orElse(home.resolve("AppData").resolve("Local"));
    } else if (os.startsWith("mac")) {
      caches = home.resolve("Library").resolve("Caches");
    } else {
      caches = fromEnvironment("XDG_CACHE_HOME").orElse(home.resolve(".cache"));
    }
    return new ProgramCache(caches.resolve("regista").resolve("opencl"));
  }

  private static Optional<Path> fromEnvironment(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(s -> !s.isBlank()).map(Path::of);
  }

  /** The name of the file for a program on a device. */
  static String key(OpenClDevice device, String options, String source) {
    String all =
        String.join("\0", device.platform(), device.name(), device.driver(), options, source);
    return HexFormat.of().formatHex(digest(all.getBytes(StandardCharsets.UTF_8))) + ".bin";
  }

  /** The built program, if there is an undamaged one. */
  Optional<byte[]> find(String key) {
    try {
      byte[] file = Files.readAllBytes(folder.resolve(key));
      if (file.length <= DIGEST_BYTES) {
        return Optional.empty();
      }
      byte[] binary = Arrays.copyOfRange(file, DIGEST_BYTES, file.length);
      boolean whole = Arrays.equals(digest(binary), Arrays.copyOf(file, DIGEST_BYTES));
      return whole ? Optional.of(binary) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Keeps a built program; the file appears whole or not at all. */
  void keep(String key, byte[] binary) {
    try {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, key, ".part");
      try {
        byte[] file = Arrays.copyOf(digest(binary), DIGEST_BYTES + binary.length);
        System.arraycopy(binary, 0, file, DIGEST_BYTES, binary.length);
        Files.write(part, file);
        Files.move(
            part,
            folder.resolve(key),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      LOG.debug("built OpenCL programs are not kept: {}", e.toString());
    }
  }

  private static byte[] digest(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
