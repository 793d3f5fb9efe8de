package org.regista.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.regista.job.Existing;
import org.regista.job.JobRunner;
import org.regista.job.PlanChoice;
import org.regista.job.RegistrationJob;
import org.regista.job.result.RegistrationRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One real case of each clinical task, from the images that come with the program. */
@Command(
    name = "demo",
    description = "Registers one real case of each clinical task, from images that come along.")
final class DemoCommand implements Callable<Integer> {

  private static final String FOLLOW_UP = "brain_longitudinal_ms/patient01/";
  private static final String LEG = "body_ct_mr_pet/sts032/";

  private static final List<Case> CASES =
      List.of(
          new Case(
              "mri-followup", FOLLOW_UP + "study1_FLAIR.nii.gz", FOLLOW_UP + "study2_FLAIR.nii.gz"),
          new Case("pet-mri", LEG + "mr_t1.nii.gz", LEG + "pet_suv.nii.gz"),
          new Case("ct-mri", LEG + "mr_t1.nii.gz", LEG + "ct.nii.gz"));

  private final Services services;
  private final Console console;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${sys:regista.demo:-test-data}",
      description = "Where the images are; default: ${DEFAULT-VALUE}.")
  private Path data = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "regista-demo",
      description =
          "The folder of the results, one folder per case, which are replaced; default: ${DEFAULT-VALUE}.")
  private Path out = Path.of("");

  DemoCommand(Services services, Console console) {
    this.services = services;
    this.console = console;
  }

  private record Case(String preset, String fixed, String moving) {}

  @Override
  public Integer call() {
    CASES.forEach(this::register);
    return ExitCodes.OK;
  }

  private void register(Case given) {
    console.out().printf("%n=== %s: %s <- %s%n", given.preset(), given.fixed(), given.moving());
    RegistrationOptions usual = new RegistrationOptions();
    RegistrationJob job =
        new RegistrationJob(
            new RegistrationJob.Inputs(
                data.resolve(given.fixed()),
                data.resolve(given.moving()),
                Optional.empty(),
                Optional.empty()),
            new PlanChoice(given.preset(), List.of(), Optional.empty()).plan(),
            usual.start(),
            usual.machine());
    Path folder = out.resolve(given.preset());
    try (ProgressLine progress = new ProgressLine(console)) {
      RegistrationRecord record =
          new JobRunner(services.extensions(), services.documents(), services.program())
              .run(job, folder, Existing.REPLACE, progress, services.cancellation());
      progress.close();
      console.out().print(Summary.of(record));
      console.out().printf("%-12s %s%n", "result", folder);
    }
  }
}
