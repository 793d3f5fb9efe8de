package org.regista.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.regista.job.result.RegistrationRecord;

/** What the build wrote down about itself. */
final class BuildInfo {

  private static final String FILE = "build.properties";

  private BuildInfo() {}

  static RegistrationRecord.Program program() {
    Properties build = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing from the program's jar");
      }
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RegistrationRecord.Program(
        "Regista",
        build.getProperty("version", "unknown"),
        build.getProperty("commit", "unknown"),
        System.getProperty("java.vendor", "") + " " + Runtime.version(),
        "%s %s".formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
  }
}
