package org.regista.app.cli.dicom;

import java.nio.file.Path;
import java.util.Optional;
import org.regista.app.cli.Services;
import picocli.CommandLine.Option;

/** Which library a command works with. */
final class LibraryOption {

  @Option(
      names = "--library",
      paramLabel = "DIR",
      description =
          "The folder of the study library; without it, the one of this user"
              + " (or what the environment variable REGISTA_LIBRARY names).")
  private Optional<Path> folder = Optional.empty();

  Path folder(Services services) {
    return folder.orElse(services.folders().library());
  }

  boolean isGiven() {
    return folder.isPresent();
  }
}
