package org.regista.app.cli.dicom;

import org.regista.app.cli.Console;
import org.regista.app.cli.Services;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands that know DICOM; alone, it is only their list. */
@Command(
    name = "dicom",
    synopsisSubcommandLabel = "COMMAND",
    description = "Works with DICOM files.")
public final class DicomCommand {

  private DicomCommand() {}

  /** The group, with one line per command. */
  public static CommandLine group(Services services, Console console) {
    return new CommandLine(new DicomCommand())
        .addSubcommand("scan", new ScanCommand(services, console))
        .addSubcommand("info", new DicomInfoCommand(console))
        .addSubcommand("import", new ImportCommand(services, console))
        .addSubcommand("find", new FindCommand(services, console))
        .addSubcommand("node", new NodeCommand(services, console))
        .addSubcommand("echo", new EchoCommand(services, console))
        .addSubcommand("get", new GetCommand(services, console))
        .addSubcommand("send", new SendCommand(services, console))
        .addSubcommand("receive", new ReceiveCommand(services, console))
        .addSubcommand("export", new ExportCommand(services, console))
        .addSubcommand("validate", new ValidateCommand(console));
  }
}
