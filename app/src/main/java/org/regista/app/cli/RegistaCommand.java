package org.regista.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program without a command: only its help and version. */
@Command(
    name = "regista",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    usageHelpAutoWidth = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Registers and fuses medical images: MRI, PET and CT.",
      "Images are NIfTI, MetaImage or NRRD files, or folders of DICOM slices. All coordinates are LPS mm."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a fault of the program; run again with --verbose and report it",
      "2:the command line was not understood",
      "3:an input is missing, damaged or unsuitable, or the output cannot be written",
      "4:no result was reached that may be trusted",
      "5:the device, the memory or the display failed",
      "6:batch: some rows failed",
      "7:batch: all rows failed",
      "130:cancelled (143 if ended by SIGTERM)"
    })
final class RegistaCommand {

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Log every iteration, and errors with their stack trace.")
  private boolean verbose;

  boolean verbose() {
    return verbose;
  }
}
