package org.regista.app.cli.dicom;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.regista.app.cli.Console;
import org.regista.app.cli.ExitCodes;
import org.regista.app.cli.Services;
import org.regista.study.library.ImportMode;
import org.regista.study.library.ImportReport;
import org.regista.study.library.StudyLibrary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings DICOM files into the study library. */
@Command(
    name = "import",
    description = {
      "Brings DICOM files into the study library, each object once.",
      "A file with the UID of an object that is there, and other content, is put into quarantine."
    })
final class ImportCommand implements Callable<Integer> {

  private static final int MOST_REMARKS = 20;

  private final Services services;
  private final Console console;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files, and folders with their subfolders.")
  private List<Path> paths = List.of();

  @Mixin private LibraryOption library = new LibraryOption();

  @Option(
      names = "--in-place",
      description = "Leave the files where they are; the library only knows their places.")
  private boolean inPlace;

  @Option(names = "--all-remarks", description = "Say of every file what is unusual, not of some.")
  private boolean allRemarks;

  ImportCommand(Services services, Console console) {
    this.services = services;
    this.console = console;
  }

  @Override
  public Integer call() {
    ImportMode mode = inPlace ? ImportMode.REFERENCE : ImportMode.COPY;
    try (StudyLibrary opened = StudyLibrary.open(library.folder(services))) {
      ImportReport report = opened.importing(paths, mode, this::progress, services.cancellation());
      clearProgress();
      print(report);
    }
    return ExitCodes.OK;
  }

  private void progress(ImportReport sum) {
    if (console.interactive()) {
      console.err().printf("\r%d files, %d new ", sum.files(), sum.added());
      console.err().flush();
    }
  }

  private void clearProgress() {
    if (console.interactive()) {
      console.err().print("\r" + " ".repeat(40) + "\r");
    }
  }

  private void print(ImportReport report) {
    console
        .out()
        .printf(
            "%d files: %d new, %d there already, %d in quarantine, %d no DICOM objects%n",
            report.files(),
            report.added(),
            report.present(),
            report.quarantined(),
            report.rejected());
    int shown = allRemarks ? report.remarks().size() : MOST_REMARKS;
    report.remarks().stream()
        .limit(shown)
        .forEach(
            r ->
                console
                    .err()
                    .printf(
                        "%s '%s' %s%n",
                        switch (r.kind()) {
                          case NOTE -> "note:";
                          case QUARANTINED -> "QUARANTINED:";
                          case REJECTED -> "not used:";
                        },
                        r.file(),
                        r.text()));
    if (report.remarks().size() > shown) {
      console.err().printf("... and %d more (--all-remarks)%n", report.remarks().size() - shown);
    }
  }
}
