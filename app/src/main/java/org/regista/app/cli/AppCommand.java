package org.regista.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
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

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description =
          "Where work in progress is kept, to be taken up again after a crash; "
              + "default: a folder of this program in your home.")
  private Optional<Path> work = Optional.empty();

  AppCommand(Services services) {
    this.services = services;
  }

  @Override
  public Integer call() {
    services.window().open(start, work);
    return ExitCodes.OK;
  }
}
