package org.regista.app.cli.dicom;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.regista.app.cli.Console;
import org.regista.app.cli.Services;
import org.regista.app.studies.Archives;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Sends objects to an archive. */
@Command(name = "send", description = "Sends DICOM files to an archive, byte for byte as they are.")
final class SendCommand implements Callable<Integer> {

  private final Services services;
  private final Console console;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files, folders with their subfolders, series of the library (library:UID).")
  private List<Path> paths = List.of();

  @Mixin private NodeOption node = new NodeOption();

  SendCommand(Services services, Console console) {
    this.services = services;
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Path> files = new ArrayList<>();
    paths.forEach(path -> files.addAll(Archives.filesBelow(path)));
    return TransferText.print(console, "sent", node.archive(services).send(files));
  }
}
