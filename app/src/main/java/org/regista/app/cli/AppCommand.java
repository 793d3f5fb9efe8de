package org.regista.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
      names = "--companion",
      paramLabel = "IMAGE",
      description =
          "A further image of the moving side that goes through the same registration: the PET of a PET/CT; "
              + "may be given more than once.")
  private List<Path> companions = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

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
    List<Path> images = new ArrayList<>(start);
    if (!companions.isEmpty() && start.size() != 2) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--companion goes with two images: the fixed and the moving one");
    }
    images.addAll(companions);
    services.window().open(images, work);
    return ExitCodes.OK;
  }
}
