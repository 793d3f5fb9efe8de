package org.regista.app;

import org.regista.app.cli.CommandLineProgram;
import org.regista.app.cli.Console;
import org.regista.app.cli.Services;
import org.regista.app.cli.dicom.DicomCommand;

/** The command line with all its commands. */
final class Commands {

  private Commands() {}

  static CommandLineProgram program(Services services, Console console) {
    return new CommandLineProgram(services, console, DicomCommand.group(services, console));
  }
}
