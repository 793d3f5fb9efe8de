package org.regista.app.cli.dicom;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.regista.app.cli.Console;
import org.regista.app.cli.ExitCodes;
import org.regista.app.cli.Services;
import org.regista.study.network.dimse.StoreServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Waits for objects that others send. */
@Command(
    name = "receive",
    description = {
      "Waits for objects that archives and scanners send (C-STORE), until it is interrupted.",
      "Without --from-anywhere, only programs of this machine can connect."
    })
final class ReceiveCommand implements Callable<Integer> {

  private static final long LOOK_MS = 100;

  private final Services services;
  private final Console console;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "11112",
      description = "Where to listen (default: ${DEFAULT-VALUE}).")
  private int port = 11112;

  @Option(
      names = "--sender",
      paramLabel = "AET",
      description = "Take objects only from this AE title; may be given several times.")
  private Set<String> senders = Set.of();

  @Option(names = "--from-anywhere", description = "Listen on all addresses of this machine.")
  private boolean fromAnywhere;

  @Mixin private StationOption station = new StationOption();

  @Mixin private Destination destination = new Destination();

  ReceiveCommand(Services services, Console console) {
    this.services = services;
    this.console = console;
  }

  @Override
  public Integer call() {
    StoreServer.Settings settings =
        new StoreServer.Settings(port, station.aet(), senders, station.tls(services));
    Optional<InetAddress> address =
        fromAnywhere ? Optional.empty() : Optional.of(InetAddress.getLoopbackAddress());
    try (StoreServer server =
        StoreServer.start(
            settings, destination.folder(services), station.timeouts(), this::tell, address)) {
      console.out().printf("%s listens on port %d%n", station.aet(), server.port());
      while (!services.cancellation().isRequested()) {
        Thread.sleep(LOOK_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    destination.settle(services, console);
    return ExitCodes.OK;
  }

  private void tell(StoreServer.Event event) {
    event
        .file()
        .ifPresent(file -> console.out().printf("%s: %s%n", event.sender(), file.getFileName()));
    event
        .problem()
        .ifPresent(problem -> console.err().printf("regista: %s: %s%n", event.sender(), problem));
  }
}
