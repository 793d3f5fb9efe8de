package org.regista.app.cli.dicom;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.regista.app.cli.Console;
import org.regista.app.cli.Services;
import org.regista.study.network.ReceiveFolder;
import org.regista.study.network.TransferReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fetches a study or a series. */
@Command(
    name = "get",
    description = {
      "Fetches a study or a series from an archive into a folder or the library.",
      "What is there already is not fetched again, so a fetch that was cut goes on where it was."
    })
final class GetCommand implements Callable<Integer> {

  private final Services services;
  private final Console console;

  @Option(
      names = "--study",
      required = true,
      paramLabel = "UID",
      description = "Study Instance UID; 'find' tells it.")
  private String study = "";

  @Option(names = "--series", paramLabel = "UID", description = "Only this series of it.")
  private Optional<String> series = Optional.empty();

  @Option(
      names = "--move-port",
      paramLabel = "PORT",
      description =
          "Fetch by C-MOVE instead of C-GET: the archive sends to this port of this machine, which it "
              + "must know under --aet.")
  private Optional<Integer> movePort = Optional.empty();

  @Mixin private NodeOption node = new NodeOption();

  @Mixin private Destination destination = new Destination();

  GetCommand(Services services, Console console) {
    this.services = services;
    this.console = console;
  }

  @Override
  public Integer call() {
    ReceiveFolder folder = destination.folder(services, study);
    TransferReport report =
        movePort.isPresent()
            ? node.dicomArchive(services).fetchByMove(study, series, folder, movePort.get())
            : node.archive(services).fetch(study, series, folder);
    int code = TransferText.print(console, "fetched", report);
    destination.settle(services, console);
    return code;
  }
}
