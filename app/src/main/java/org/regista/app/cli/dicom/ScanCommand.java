package org.regista.app.cli.dicom;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.regista.app.cli.Console;
import org.regista.app.cli.ExitCodes;
import org.regista.app.cli.Services;
import org.regista.io.dicom.DicomScan;
import org.regista.io.dicom.DicomScanner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Says which patients, studies, series and volumes a folder holds, and why the rest is not used.
 */
@Command(
    name = "scan",
    description = {
      "Says which patients, studies, series and volumes a folder holds.",
      "Every other file is named with the reason why it is not used. '#N' is the number by which 'register', "
          + "'apply', 'fuse' and 'info' take a volume: FOLDER#N."
    })
final class ScanCommand implements Callable<Integer> {

  private final Services services;
  private final Console console;

  @Parameters(
      paramLabel = "FOLDER|DICOMDIR",
      description = "A folder is searched with its subfolders.")
  private Path folder = Path.of("");

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  @Option(names = "--rejects", description = "List every file that is not used, not only some.")
  private boolean allRejects;

  ScanCommand(Services services, Console console) {
    this.services = services;
    this.console = console;
  }

  @Override
  public Integer call() {
    DicomScan scan = DicomScanner.scan(folder, new ScanProgress(services, console));
    if (json) {
      console.out().println(ScanJson.of(scan));
    } else {
      new ScanTable(folder, allRejects).print(scan, console.out());
    }
    return ExitCodes.OK;
  }
}
