package org.regista.nativecore;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.regista.error.DeviceException;

/**
 * Finds the C++ library among the resources of this package, in a folder named after the operating
 * system and the processor ("linux-x86_64"), and loads it once per JVM from a private temporary
 * copy.
 */
public final class NativeLibrary {

  private static final String NAME = "regista_cpu";

  private NativeLibrary() {}

  /** Why the library is not loaded, in a sentence; empty if it is. The first call loads it. */
  static Optional<String> unavailableBecause() {
    return Once.PROBLEM;
  }

  /** Loads the library unless it is loaded. */
  static void require() {
    Once.PROBLEM.ifPresent(
        problem -> {
          throw new DeviceException(problem);
        });
  }

  private static final class Once {
    static final Optional<String> PROBLEM =
        load(platform(System.getProperty("os.name"), System.getProperty("os.arch")));
  }

  /**
   * The folder for an operating system and a processor as Java names them; CMakeLists.txt agrees.
   */
  static String platform(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    String arch = osArch.toLowerCase(Locale.ROOT);
    if (os.startsWith("windows")) {
      os = "windows";
    } else if (os.startsWith("mac")) {
      os = "macos";
    }
    return switch (arch) {
      case "amd64", "x86_64" -> os + "-x86_64";
      case "arm64", "aarch64" -> os + "-aarch64";
      default -> os + "-" + arch;
    };
  }

  /** Whether this build made a library for this machine, by its plain name. */
  public static boolean exists(String name) {
    return NativeLibrary.class.getResource(resource(name)) != null;
  }

  /**
   * A private copy of a library that this build made for this machine.
   *
   * @throws UncheckedIOException if there is no place for temporary files
   */
  public static Path copyOf(String name) {
    try (InputStream library = NativeLibrary.class.getResourceAsStream(resource(name))) {
      if (library == null) {
        throw new DeviceException(
            "this build has no library '%s' for this machine".formatted(name));
      }
      return copy(library, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) {
    String platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
    return platform + "/" + System.mapLibraryName(name);
  }

  /** Loads the library for a platform; empty if that worked, otherwise why not and what to do. */
  static Optional<String> load(String platform) {
    String resource = platform + "/" + System.mapLibraryName(NAME);
    try (InputStream library = NativeLibrary.class.getResourceAsStream(resource)) {
      if (library == null) {
        return Optional.of(
            "this build of Regista has no CPU kernels for %s (%s is missing); build module 'native' "
                    .formatted(platform, resource)
                + "on such a machine, or use the backend 'reference'");
      }
      System.load(copy(library, NAME).toString());
      return Optional.empty();
    } catch (IOException | UnsatisfiedLinkError e) {
      return Optional.of(
          "the CPU kernels for %s cannot be loaded from %s: %s; point -Djava.io.tmpdir at a writable "
                  .formatted(platform, System.getProperty("java.io.tmpdir"), e.getMessage())
              + "folder that allows execution, or use the backend 'reference'");
    }
  }

  /**
   * The copy is in a folder that only this user can enter, and vanishes as soon as the system
   * permits.
   */
  private static Path copy(InputStream library, String name) throws IOException {
    Path folder = Files.createTempDirectory("regista");
    Path copy = folder.resolve(System.mapLibraryName(name));
    folder.toFile().deleteOnExit();
    copy.toFile().deleteOnExit();
    Files.copy(library, copy);
    return copy;
  }
}
