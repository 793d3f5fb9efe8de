package org.regista.app.cli.dicom;

import java.util.List;
import java.util.concurrent.Callable;
import org.regista.app.cli.Console;
import org.regista.app.cli.ExitCodes;
import org.regista.app.cli.Services;
import org.regista.study.library.LibrarySeries;
import org.regista.study.library.SeriesQuery;
import org.regista.study.library.StudyLibrary;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists series of the study library or of an archive. */
@Command(
    name = "find",
    description = {
      "Lists the series of the study library, or with --node of an archive.",
      "With --timeline, everything that the library has of the patients found, by date, with the days between.",
      "'register', 'apply', 'fuse' and 'info' take 'library:UID' as an image; 'get' fetches what an archive has."
    })
final class FindCommand implements Callable<Integer> {

  private final Services services;
  private final Console console;

  @Mixin private LibraryOption library = new LibraryOption();

  @Mixin private NodeOption node = new NodeOption();

  @Option(
      names = "--patient",
      paramLabel = "TEXT",
      description = "Words of the name, or the whole number of the patient.")
  private String patient = "";

  @Option(
      names = "--date",
      paramLabel = "DAYS",
      description = "Of the series: 20260302, 20260101-20260331, 20260101- or -20260331.")
  private String dates = "";

  @Option(names = "--modality", paramLabel = "M", description = "CT, MR, PT, RTSTRUCT, ...")
  private String modality = "";

  @Option(
      names = "--timeline",
      description = "Tell the time line of each patient found; needs --patient, in the library.")
  private boolean timeLine;

  @Spec private CommandSpec spec = CommandSpec.create();

  FindCommand(Services services, Console console) {
    this.services = services;
    this.console = console;
  }

  @Override
  public Integer call() {
    SeriesQuery query = SeriesQuery.ALL.withPatient(patient).withModality(modality);
    if (!dates.isEmpty()) {
      query = query.withDates(dates);
    }
    if (timeLine && (node.isGiven() || patient.isBlank())) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--timeline needs --patient and is told by the library, without --node");
    }
    if (node.isGiven()) {
      new NodeSearch(node.archive(services), console.out()).print(query);
      return ExitCodes.OK;
    }
    try (StudyLibrary opened = StudyLibrary.openExisting(library.folder(services))) {
      if (timeLine) {
        new TimeLines(opened, console.out()).print(query);
      } else {
        print(opened.search(query));
      }
    }
    return ExitCodes.OK;
  }

  /** One block for each patient, its series in the order of time. */
  private void print(List<LibrarySeries> found) {
    LibrarySeries.Patient last = new LibrarySeries.Patient("", "", "");
    boolean first = true;
    for (LibrarySeries series : found) {
      if (first || !series.patient().equals(last)) {
        LibrarySeries.Patient p = series.patient();
        console.out().printf("%s  %s  %s%n", p.name(), p.id(), p.birthDate());
      }
      first = false;
      last = series.patient();
      console
          .out()
          .printf(
              "  %-8s  %-8s  %6d objects  %s  library:%s%n",
              series.date().isEmpty() ? "no date" : series.date(),
              series.modality(),
              series.objects(),
              series.description(),
              series.uid());
    }
    console.out().printf("%d series%n", found.size());
  }
}
