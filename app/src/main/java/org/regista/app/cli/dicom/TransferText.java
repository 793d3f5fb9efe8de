package org.regista.app.cli.dicom;

import org.regista.app.cli.Console;
import org.regista.app.cli.ExitCodes;
import org.regista.study.network.TransferReport;

/** What a transfer did, for people. */
final class TransferText {

  private TransferText() {}

  /**
   * @param done "sent" or "fetched"
   * @return the exit code
   */
  static int print(Console console, String done, TransferReport report) {
    console
        .out()
        .printf(
            "%d objects %s, %d there already, %d failed%n",
            report.transferred(), done, report.present(), report.failures().size());
    report.failures().forEach(failure -> console.err().println("regista: " + failure));
    return report.failures().isEmpty() ? ExitCodes.OK : ExitCodes.BAD_INPUT;
  }
}
