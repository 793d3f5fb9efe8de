package org.regista.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.regista.job.Existing;
import org.regista.job.JobRunner;
import org.regista.job.RegistrationJob;
import org.regista.job.result.RegistrationRecord;
import org.regista.job.worker.WorkerChannel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Registers one pair of images and writes a result folder. */
@Command(
    name = "register",
    description = "Registers a moving image to a fixed one and writes a result folder.")
final class RegisterCommand implements Callable<Integer> {

  private final Services services;
  private final Console console;

  @Option(
      names = "--fixed",
      required = true,
      paramLabel = "F",
      description = "The image that stays.")
  private Path fixed = Path.of("");

  @Option(
      names = "--moving",
      required = true,
      paramLabel = "M",
      description = "The image that is brought onto the fixed one.")
  private Path moving = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder to make.")
  private Path out = Path.of("");

  @Option(
      names = "--fixed-mask",
      paramLabel = "X",
      description = "Only where this image is not 0, on the fixed side.")
  private Optional<Path> fixedMask = Optional.empty();

  @Option(
      names = "--moving-mask",
      paramLabel = "X",
      description = "Only where this image is not 0, on the moving side.")
  private Optional<Path> movingMask = Optional.empty();

  @Option(names = "--force", description = "Replace a result folder that is there already.")
  private boolean force;

  @Option(
      names = "--worker",
      hidden = true,
      description = "Work for a window: JSON lines on standard output, commands on standard input.")
  private boolean worker;

  @Mixin private RegistrationOptions options = new RegistrationOptions();

  RegisterCommand(Services services, Console console) {
    this.services = services;
    this.console = console;
  }

  @Override
  public Integer call() {
    RegistrationJob job =
        new RegistrationJob(
            new RegistrationJob.Inputs(fixed, moving, fixedMask, movingMask),
            options.plan().plan(),
            options.start(),
            options.machine());
    JobRunner runner =
        new JobRunner(services.extensions(), services.documents(), services.program());
    Existing existing = force ? Existing.REPLACE : Existing.REFUSE;
    if (worker) {
      WorkerChannel window =
          WorkerChannel.open(console.in(), console.out(), services.cancellation());
      runner.run(job, out, existing, window, services.cancellation());
      return ExitCodes.OK;
    }
    try (ProgressLine progress = new ProgressLine(console)) {
      RegistrationRecord record = runner.run(job, out, existing, progress, services.cancellation());
      progress.close();
      console.out().print(Summary.of(record));
      console.out().printf("%-12s %s%n", "result", out);
    }
    return ExitCodes.OK;
  }
}
