package org.regista.app.cli.dicom;

import java.util.concurrent.Callable;
import org.regista.app.cli.Console;
import org.regista.app.cli.ExitCodes;
import org.regista.app.cli.Services;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Asks an archive whether it is there and speaks to us. */
@Command(
    name = "echo",
    description = "Asks an archive whether it is there and accepts this station.")
final class EchoCommand implements Callable<Integer> {

  private final Services services;
  private final Console console;

  @Mixin private NodeOption node = new NodeOption();

  EchoCommand(Services services, Console console) {
    this.services = services;
    this.console = console;
  }

  @Override
  public Integer call() {
    console.out().printf("answered in %d ms%n", node.archive(services).echo().toMillis());
    return ExitCodes.OK;
  }
}
