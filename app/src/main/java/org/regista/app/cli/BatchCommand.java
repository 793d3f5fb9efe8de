package org.regista.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.regista.job.JobRunner;
import org.regista.job.RegistrationJob;
import org.regista.job.batch.BatchManifest;
import org.regista.job.batch.BatchRow;
import org.regista.job.batch.BatchRunner;
import org.regista.job.batch.RowOutcome;
import org.regista.study.library.LibraryInputs;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Registers many pairs. */
@Command(
    name = "batch",
    description = {
      "Registers every row of a table (id,fixed,moving and, as wanted, preset,stages,metric,init,fixed_mask,"
          + "moving_mask) into a folder of its own, DIR/id.",
      "Options given here hold for rows that say nothing else. A failing row costs only itself; see "
          + "DIR/summary.csv. Run again, it does only what is not finished yet with the same inputs and options."
    })
final class BatchCommand implements Callable<Integer> {

  private final Services services;
  private final Console console;

  @Option(
      names = "--manifest",
      required = true,
      paramLabel = "pairs.csv",
      description =
          "The table; paths in it are relative to its folder, library:UID is a series of the library.")
  private Path manifest = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder of the results.")
  private Path out = Path.of("");

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many rows run at once; they share the threads; default: ${DEFAULT-VALUE}.")
  private int jobs = 1;

  @Mixin private RegistrationOptions options = new RegistrationOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  BatchCommand(Services services, Console console) {
    this.services = services;
    this.console = console;
  }

  @Override
  public Integer call() {
    if (jobs < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--jobs is %d; at least 1 is needed".formatted(jobs));
    }
    List<BatchRow> rows =
        BatchManifest.read(manifest, new LibraryInputs(services.folders().library()));
    AtomicInteger ended = new AtomicInteger();
    BatchRunner runner =
        new BatchRunner(
            new JobRunner(services.extensions(), services.documents(), services.program()),
            defaults(),
            out,
            outcome -> report(outcome, ended.incrementAndGet(), rows.size()));
    List<RowOutcome> outcomes = runner.run(rows, jobs, services.cancellation());
    long failed = outcomes.stream().filter(o -> o.status() == RowOutcome.Status.FAILED).count();
    long skipped = outcomes.stream().filter(o -> o.status() == RowOutcome.Status.SKIPPED).count();
    console
        .out()
        .printf(
            "%d done, %d skipped, %d failed of %d: '%s'%n",
            outcomes.size() - skipped - failed,
            skipped,
            failed,
            outcomes.size(),
            out.resolve(BatchRunner.SUMMARY));
    return exitCode(failed, outcomes.size());
  }

  private BatchRow.Defaults defaults() {
    RegistrationJob.Machine all = options.machine();
    RegistrationJob.Machine each =
        new RegistrationJob.Machine(all.engine(), all.backend(), Math.max(1, all.threads() / jobs));
    return new BatchRow.Defaults(options.plan(), options.start(), each, options.extras());
  }

  private void report(RowOutcome outcome, int ended, int total) {
    String verdict = outcome.record().map(r -> " " + r.quality().verdict()).orElse("");
    String reason = outcome.reason().isEmpty() ? "" : " (" + outcome.reason() + ")";
    console
        .err()
        .printf(
            "[%d/%d] %s: %s%s%s%n", ended, total, outcome.id(), outcome.status(), verdict, reason);
  }

  private static int exitCode(long failed, long all) {
    if (failed == 0) {
      return ExitCodes.OK;
    }
    return failed == all ? ExitCodes.BATCH_ALL_FAILED : ExitCodes.BATCH_SOME_FAILED;
  }
}
