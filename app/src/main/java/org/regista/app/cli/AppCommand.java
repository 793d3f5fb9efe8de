package org.regista.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Opens the workstation. */
@Command(
    name = "app",
    description = "Opens the workstation; also what the program does without a command.")
final class AppCommand implements Callable<Integer> {

  private final Services services;

  @Parameters(
      arity = "0..2",
      paramLabel = "DIR|IMAGE",
      description = "A result folder, or two images (the fixed one first).")
  private List<Path> start = List.of();

  AppCommand(Services services) {
    this.services = services;
  }

  @Override
  public Integer call() {
    services.window().open(start);
    return ExitCodes.OK;
  }
}
