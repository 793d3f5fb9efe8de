package org.regista.job;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.regista.image.Volume;
import org.regista.job.result.GridRecord;
import org.regista.job.result.RegistrationRecord;
import org.regista.quality.QualityReport;
import org.regista.register.RegistrationResult;
import org.regista.register.plan.PlanFiles;

/** Puts down what a job was asked for and what came of it. */
final class JobRecords {

  private final RegistrationRecord.Program program;
  private final RegistrationJob job;

  JobRecords(RegistrationRecord.Program program, RegistrationJob job) {
    this.program = program;
    this.job = job;
  }

  /** What is measured and written before the record can be made. */
  record Numbers(List<RegistrationRecord.StoredFile> files, QualityReport quality) {}

  RegistrationRecord of(
      RegistrationRecord.Inputs inputs,
      RegistrationResult result,
      double seconds,
      Numbers numbers) {
    return new RegistrationRecord(
        RegistrationRecord.SCHEMA,
        program,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        inputs,
        Directions.inWords(inputs, result.displacement().isPresent()),
        numbers.files(),
        request(job),
        new RegistrationRecord.Run(
            PlanFiles.toJson(result.plan()),
            result.device(),
            job.machine().threads(),
            seconds,
            result.timings(),
            result.warnings(),
            result.signals(),
            result.trace()),
        numbers.quality(),
        null,
        job.form().orElse(null),
        List.of());
  }

  /** What decides the numbers, besides the images. */
  static RegistrationRecord.Request request(RegistrationJob job) {
    return new RegistrationRecord.Request(
        PlanFiles.toJson(job.plan()),
        initialisation(job.start()),
        engine(job),
        job.machine().backend());
  }

  /** With the files that it was given, as they decide the numbers, too. */
  private static String engine(RegistrationJob job) {
    StringBuilder text = new StringBuilder(job.machine().engine());
    for (Path source : job.extras().sources()) {
      text.append(", %s (SHA-256 %s)".formatted(absolute(source), InputDigest.of(source).sha256()));
    }
    return text.toString();
  }

  private static String initialisation(RegistrationJob.Start start) {
    return switch (start) {
      case RegistrationJob.Start.Computed computed -> computed.label();
      case RegistrationJob.Start.FromFile from ->
          "%s (SHA-256 %s)".formatted(from.label(), InputDigest.of(from.file()).sha256());
    };
  }

  RegistrationRecord.Inputs inputs(LoadedInputs inputs) {
    return new RegistrationRecord.Inputs(
        image(job.inputs().fixed(), inputs.fixed()),
        image(job.inputs().moving(), inputs.moving()),
        masks(job.inputs()),
        job.inputs().box().orElse(null));
  }

  private static RegistrationRecord.Image image(Path path, Volume volume) {
    InputDigest digest = InputDigest.of(path);
    return new RegistrationRecord.Image(
        absolute(path),
        digest.sha256(),
        digest.bytes(),
        volume.space().uid(),
        volume.space().label(),
        volume.space().frameOfReferenceUid().orElse(""),
        volume.unit(),
        volume.intensityNote(),
        volume.observations(),
        GridRecord.of(volume.grid()));
  }

  static List<RegistrationRecord.MaskFile> masks(RegistrationJob.Inputs inputs) {
    return Stream.of(mask("fixed", inputs.fixedMask()), mask("moving", inputs.movingMask()))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<RegistrationRecord.MaskFile> mask(String side, Optional<Path> path) {
    return path.map(
        p -> {
          InputDigest digest = InputDigest.of(p);
          return new RegistrationRecord.MaskFile(
              side, absolute(p), digest.sha256(), digest.bytes());
        });
  }

  /** Whether a record is of this job, with its inputs as they are now. */
  static boolean describes(RegistrationRecord record, RegistrationJob job) {
    RegistrationRecord.Inputs then = record.inputs();
    return record.request().equals(request(job))
        && then.fixed().sha256().equals(InputDigest.of(job.inputs().fixed()).sha256())
        && then.moving().sha256().equals(InputDigest.of(job.inputs().moving()).sha256())
        && then.masks().equals(masks(job.inputs()))
        && Optional.ofNullable(then.box()).equals(job.inputs().box());
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }
}
