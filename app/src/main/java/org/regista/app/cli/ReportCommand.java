package org.regista.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.regista.app.report.PdfReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the report of a result for paper. */
@Command(
    name = "report",
    description = "Writes the report of a result as PDF, with the signature if there is one.")
final class ReportCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "DIR", description = "A folder that 'register' has written.")
  private Path result = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "report.pdf",
      description = "The file to write.")
  private Path out = Path.of("");

  ReportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    PdfReport.write(result, out);
    console.out().printf("report of '%s': '%s'%n", result, out);
    return ExitCodes.OK;
  }
}
