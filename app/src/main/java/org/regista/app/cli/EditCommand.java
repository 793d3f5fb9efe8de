package org.regista.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.regista.job.Existing;
import org.regista.job.JobRunner;
import org.regista.job.result.ManualEdit;
import org.regista.job.result.RegistrationRecord;
import org.regista.job.worker.WorkerChannel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Moves a result by hand, and says so in the new one. */
@Command(
    name = "edit",
    description = {
      "Writes a result folder with a linear part that a person placed.",
      "The deformation, if there is one, stays; the record tells both matrices and by how many millimetres "
          + "they differ, and a signature of the old result does not hold for the new one."
    })
final class EditCommand implements Callable<Integer> {

  private final Services services;
  private final Console console;

  @Option(
      names = "--registration",
      required = true,
      paramLabel = "DIR",
      description = "The folder that 'register' or 'edit' has written; it stays as it is.")
  private Path registration = Path.of("");

  @Option(
      names = "--linear",
      required = true,
      paramLabel = "FILE",
      description = "The new linear part, fixed to moving, as an ITK transform file.")
  private Path linear = Path.of("");

  @Option(names = "--by", paramLabel = "NAME", defaultValue = "", description = "Who moved it.")
  private String by = "";

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder to make.")
  private Path out = Path.of("");

  @Option(names = "--force", description = "Replace a result folder that is there already.")
  private boolean force;

  @Option(names = "--threads", paramLabel = "N", description = "Default: all processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--worker", hidden = true, description = "Work for a window.")
  private boolean worker;

  EditCommand(Services services, Console console) {
    this.services = services;
    this.console = console;
  }

  @Override
  public Integer call() {
    if (worker) {
      WorkerChannel.open(console.in(), console.out(), services.cancellation());
    }
    RegistrationRecord record =
        new JobRunner(services.extensions(), services.documents(), services.program())
            .edit(
                new JobRunner.Edit(registration, linear, by.strip(), threads),
                out,
                force ? Existing.REPLACE : Existing.REFUSE,
                services.cancellation());
    if (!worker) {
      ManualEdit edit = record.edits().getLast();
      console
          .out()
          .printf(
              "moved by hand: %.1f mm at the centre, at most %.1f mm, turned by %.1f degrees%n",
              edit.centreMm(), edit.largestMm(), edit.turnDegrees());
      console.out().printf("%-12s %s%n", "result", out);
    }
    return ExitCodes.OK;
  }
}
