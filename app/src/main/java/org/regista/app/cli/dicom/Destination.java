package org.regista.app.cli.dicom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.regista.app.cli.Console;
import org.regista.app.cli.Services;
import org.regista.error.InputDataException;
import org.regista.study.library.ImportMode;
import org.regista.study.library.ImportReport;
import org.regista.study.library.StudyLibrary;
import org.regista.study.network.ReceiveFolder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where objects from the network go: a folder, or the library by way of a folder inside it. */
final class Destination {

  private static final String RECEIVED = "received";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "A folder for the objects; without it they go into the study library.")
  private Optional<Path> out = Optional.empty();

  @Mixin private LibraryOption library = new LibraryOption();

  ReceiveFolder folder(Services services) {
    return new ReceiveFolder(out.orElseGet(() -> library.folder(services).resolve(RECEIVED)));
  }

  /** The same for the objects of a study, of which some may be in the library. */
  ReceiveFolder folder(Services services, String studyUid) {
    ReceiveFolder plain = folder(services);
    if (out.isPresent()) {
      return plain;
    }
    try (StudyLibrary opened = StudyLibrary.open(library.folder(services))) {
      return new ReceiveFolder(plain.folder(), opened.objects(studyUid));
    }
  }

  /** Imports what came into the library, and removes it from where it waited. */
  void settle(Services services, Console console) {
    if (out.isPresent()) {
      return;
    }
    Path waiting = folder(services).folder();
    if (!Files.isDirectory(waiting)) {
      return;
    }
    try (StudyLibrary opened = StudyLibrary.open(library.folder(services))) {
      ImportReport report =
          opened.importing(List.of(waiting), ImportMode.COPY, sum -> {}, services.cancellation());
      console
          .out()
          .printf(
              "library: %d new, %d there already, %d in quarantine%n",
              report.added(), report.present(), report.quarantined());
    }
    remove(waiting);
  }

  private static void remove(Path waiting) {
    try (Stream<Path> files = Files.list(waiting)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".dcm")).toList()) {
        Files.delete(file);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new InputDataException("'%s' cannot be emptied".formatted(waiting), e);
    }
  }
}
