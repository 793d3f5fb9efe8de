package org.regista.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.regista.compute.ComputeBackend;
import org.regista.error.InputDataException;
import org.regista.io.VolumeFiles;
import org.regista.io.itk.TransformFiles;
import org.regista.job.result.RegistrationRecord;
import org.regista.job.result.ResultFolder;
import org.regista.register.Cancellation;
import org.regista.register.Initialisation;
import org.regista.register.Monitor;
import org.regista.register.ProgressListener;
import org.regista.register.Registrar;
import org.regista.register.RegistrationRequest;
import org.regista.register.RegistrationResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out registration jobs: reads the images, registers them, writes the result folder. */
public final class JobRunner {

  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

  private final Extensions extensions;
  private final ResultDocuments documents;
  private final RegistrationRecord.Program program;

  /**
   * @param documents adds the report and the pictures to each folder
   * @param program as the record names it
   */
  public JobRunner(
      Extensions extensions, ResultDocuments documents, RegistrationRecord.Program program) {
    this.extensions = extensions;
    this.documents = documents;
    this.program = program;
  }

  /**
   * Runs one job. The folder appears whole or not at all.
   *
   * @param out the folder to make
   * @return what the folder's record says
   * @throws org.regista.error.RegistrationException if no result could be reached or written
   * @throws java.util.concurrent.CancellationException if cancelled
   */
  public RegistrationRecord run(
      RegistrationJob job,
      Path out,
      Existing existing,
      ProgressListener listener,
      Cancellation cancellation) {
    AtomicFolder folder = new AtomicFolder(out, ResultFolder.RECORD, existing);
    Registrar registrar = extensions.registrar(job.machine().engine());
    VolumeFiles files = extensions.files();
    JobRecords records = new JobRecords(program, job);
    try (ComputeBackend backend = extensions.backend(job.machine().backend());
        LoadedInputs inputs = new LoadedInputs(files, job.inputs())) {
      RegistrationRequest request = request(job, inputs, backend);
      RegistrationRecord.Inputs recorded = records.inputs(inputs);
      Monitor monitor = new Monitor(listener, cancellation);
      monitor.throwIfCancelled();
      long start = System.nanoTime();
      try (RegistrationResult result = registrar.register(request, monitor)) {
        double seconds = (System.nanoTime() - start) / 1e9;
        ResultWriter writer = new ResultWriter(files, documents, cancellation);
        RegistrationRecord record =
            folder.write(
                part ->
                    writer.write(
                        part,
                        request,
                        result,
                        numbers -> records.of(recorded, result, seconds, numbers)));
        LOG.info("result in '{}'", out);
        return record;
      }
    }
  }

  /**
   * A result whose linear part a person moved.
   *
   * @param result the folder that {@code register} or an edit has written; it stays as it is
   * @param linear the new linear part, fixed to moving, in an ITK file
   * @param by who moved it; may be empty
   * @param threads of the CPU; the numbers do not depend on it
   */
  public record Edit(Path result, Path linear, String by, int threads) {}

  /**
   * Writes an edited result as a folder of its own: the linear part is exchanged, a deformation
   * before it stays, everything else is drawn and measured anew. The record tells what was moved
   * and by how much, and a signature of the old result does not hold for the new one.
   *
   * @throws InputDataException if the images are not those that were registered any more
   * @throws java.util.concurrent.CancellationException if cancelled
   */
  public RegistrationRecord edit(
      Edit edit, Path out, Existing existing, Cancellation cancellation) {
    AtomicFolder folder = new AtomicFolder(out, ResultFolder.RECORD, existing);
    HandEdit hand = new HandEdit(edit);
    VolumeFiles files = extensions.files();
    try (LoadedInputs inputs = new LoadedInputs(files, hand.inputs())) {
      RegistrationRequest request = hand.request(inputs);
      try (RegistrationResult result = hand.result(inputs, request)) {
        ResultWriter writer = new ResultWriter(files, documents, cancellation);
        return folder.write(
            part -> writer.write(part, request, result, numbers -> hand.record(result, numbers)));
      }
    }
  }

  /**
   * The record of a folder in which this very job was finished before: with the same bytes of all
   * inputs and the same options, apart from the number of threads.
   */
  public Optional<RegistrationRecord> finished(RegistrationJob job, Path folder) {
    if (!Files.exists(folder.resolve(ResultFolder.RECORD))) {
      return Optional.empty();
    }
    try {
      RegistrationRecord record = ResultFolder.open(folder).record();
      return Optional.of(record).filter(r -> JobRecords.describes(r, job));
    } catch (InputDataException e) {
      LOG.info("'{}' is made anew: {}", folder, e.getMessage());
      return Optional.empty();
    }
  }

  private static RegistrationRequest request(
      RegistrationJob job, LoadedInputs inputs, ComputeBackend backend) {
    return new RegistrationRequest(
        inputs.fixed(),
        inputs.moving(),
        inputs.fixedMask(),
        inputs.movingMask(),
        initialisation(job.start(), inputs),
        job.plan(),
        backend,
        job.machine().threads(),
        job.extras().content());
  }

  private static Initialisation initialisation(RegistrationJob.Start start, LoadedInputs inputs) {
    return switch (start) {
      case RegistrationJob.Start.Computed computed -> computed.how();
      case RegistrationJob.Start.FromFile file ->
          new Initialisation.Given(
              TransformFiles.read(file.file(), inputs.fixed().space(), inputs.moving().space()));
    };
  }
}
