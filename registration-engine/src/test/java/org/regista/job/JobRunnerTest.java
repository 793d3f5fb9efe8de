package org.regista.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.error.InputDataException;
import org.regista.geometry.LpsPoint;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.io.nifti.NiftiFormat;
import org.regista.job.Cases.KnownRegistrar;
import org.regista.job.result.OwnedTransform;
import org.regista.job.result.RegistrationRecord;
import org.regista.job.result.ResultFolder;
import org.regista.register.Cancellation;
import org.regista.register.Registrar;
import org.regista.register.RegistrationResult;
import org.regista.transform.AffineTransform;
import org.regista.transform.Transform;

class JobRunnerTest {

  private static final ResultDocuments NONE = (folder, registration) -> {};

  @TempDir private Path place;

  private RegistrationJob job = Cases.job(Path.of(""), Path.of(""));

  @BeforeEach
  void images() {
    job =
        Cases.job(
            Cases.image(place.resolve("fixed.nii"), Cases.FIXED_GRID),
            Cases.image(place.resolve("moving.nii.gz"), Cases.MOVING_GRID));
  }

  private ResultFolder run(Registrar registrar) {
    Path out = place.resolve("out/result");
    Cases.runner(registrar, NONE)
        .run(job, out, Existing.REFUSE, progress -> {}, new Cancellation());
    return ResultFolder.open(out);
  }

  private List<String> outEntries() throws IOException {
    if (!Files.exists(place.resolve("out"))) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(place.resolve("out"))) {
      return list.map(p -> p.getFileName().toString()).toList();
    }
  }

  @Test
  void theFolderHoldsWhatWasFound() throws IOException {
    ResultFolder result = run(new KnownRegistrar(true));
    try (Stream<Path> list = Files.list(result.path())) {
      assertThat(list.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "warped.nii.gz",
              "linear.tfm",
              "displacement.nii.gz",
              "inverse_displacement.nii.gz",
              "registration.json");
    }
    assertThat(outEntries()).containsExactly("result");
  }

  /**
   * The order of the steps and both directions, through files; header floats give the tolerance.
   */
  @Test
  void theTransformsReturnFromTheFiles() {
    ResultFolder result = run(new KnownRegistrar(true));
    try (OwnedTransform forward = result.readForward();
        OwnedTransform inverse = result.readInverse()) {
      Transform linear = new AffineTransform(result.fixed(), result.moving(), Cases.LINEAR);
      double bent = 0;
      for (LpsPoint p : Cases.points()) {
        LpsPoint there = forward.transform().toMoving(p);
        LpsPoint u = forward.field().orElseThrow().toMoving(p);
        assertThat(there.distanceMm(linear.toMoving(u))).isLessThan(1e-9);
        bent = Math.max(bent, u.distanceMm(p));
        assertThat(inverse.transform().toMoving(there).distanceMm(p)).isLessThan(0.6);
      }
      assertThat(bent).isGreaterThan(1);
      assertThat(inverse.transform().fixed()).isEqualTo(result.moving());
    }
  }

  @Test
  void aLinearResultHasNoFields() {
    ResultFolder result = run(new KnownRegistrar(false));
    assertThat(result.deforms()).isFalse();
    assertThat(result.path().resolve("displacement.nii.gz")).doesNotExist();
    try (OwnedTransform back = result.readInverse()) {
      LpsPoint p = new LpsPoint(3, -4, 5);
      assertThat(back.transform().toMoving(Cases.LINEAR.apply(p)).distanceMm(p)).isLessThan(1e-9);
    }
    assertThat(result.record().direction())
        .contains("fixed.nii", "moving.nii.gz", "x_moving = A x_fixed");
  }

  @Test
  void theRecordNamesInputsPlanRunAndQuality() {
    RegistrationRecord record = run(new KnownRegistrar(true)).record();
    assertThat(record.inputs().fixed().path())
        .isEqualTo(place.resolve("fixed.nii").toAbsolutePath().toString());
    assertThat(record.inputs().moving().sha256())
        .isEqualTo(InputDigest.of(place.resolve("moving.nii.gz")).sha256());
    assertThat(record.inputs().moving().grid().grid().sameAs(Cases.MOVING_GRID, 1e-3)).isTrue();
    assertThat(record.request().plan().path("name").asText()).isEqualTo("generic");
    assertThat(record.request().initialisation()).isEqualTo("header");
    assertThat(record.run().trace()).hasSize(1);
    assertThat(record.run().timings())
        .containsExactly(new RegistrationResult.StageTiming("rigid", 0.25));
    assertThat(Optional.ofNullable(record.quality().jacobian()).orElseThrow().min()).isPositive();
    assertThat(record.direction()).contains("x_moving = A(x_fixed + u(x_fixed))");
  }

  /** linear.tfm says where the moving anatomy is: the warped image shows it on the fixed grid. */
  @Test
  void theWarpedImageLiesOnTheFixedGrid() {
    ResultFolder result = run(new KnownRegistrar(false));
    try (Volume warped =
        new VolumeFiles(List.of(new NiftiFormat()))
            .read(result.path().resolve(ResultFolder.WARPED))) {
      assertThat(warped.grid().sameAs(Cases.FIXED_GRID, 1e-3)).isTrue();
    }
  }

  @Test
  void aFailingDocumentLeavesNothing() throws IOException {
    JobRunner runner =
        Cases.runner(
            new KnownRegistrar(true),
            (folder, registration) -> {
              assertThat(folder.resolve("linear.tfm")).exists();
              throw new IllegalStateException("no ink");
            });
    assertThatThrownBy(
            () ->
                runner.run(
                    job, place.resolve("out/r"), Existing.REFUSE, p -> {}, new Cancellation()))
        .hasMessage("no ink");
    assertThat(outEntries()).isEmpty();
  }

  @Test
  void cancellationWhileWritingLeavesNothing() throws IOException {
    Cancellation cancellation = new Cancellation();
    JobRunner runner =
        Cases.runner(new KnownRegistrar(true), (folder, registration) -> cancellation.request());
    assertThatThrownBy(
            () -> runner.run(job, place.resolve("out/r"), Existing.REFUSE, p -> {}, cancellation))
        .isInstanceOf(CancellationException.class);
    assertThat(outEntries()).isEmpty();
  }

  @Test
  void anExistingResultIsRefusedBeforeAnyWork() {
    KnownRegistrar registrar = new KnownRegistrar(false);
    run(registrar);
    assertThatThrownBy(() -> run(registrar))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("--force");
    assertThat(registrar.calls()).isEqualTo(1);
  }

  @Test
  void aDamagedFolderIsNotOpened() throws IOException {
    Path folder = run(new KnownRegistrar(true)).path();
    Path field = folder.resolve(ResultFolder.DISPLACEMENT);
    byte[] bytes = Files.readAllBytes(field);
    Files.write(field, java.util.Arrays.copyOf(bytes, bytes.length - 1));
    assertThatThrownBy(() -> ResultFolder.open(folder))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("displacement.nii.gz");
    Files.delete(field);
    assertThatThrownBy(() -> ResultFolder.open(folder)).hasMessageContaining("missing");
    Path record = folder.resolve(ResultFolder.RECORD);
    Files.writeString(record, Files.readString(record).replace("regista-registration/3", "x/3"));
    assertThatThrownBy(() -> ResultFolder.open(folder)).hasMessageContaining("x/3");
    Files.writeString(record, "{\"schema\": \"regista-registration/3\"}");
    assertThatThrownBy(() -> ResultFolder.open(folder))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void engineAndBackendAreNamedIfMissing() {
    RegistrationJob other =
        new RegistrationJob(
            job.inputs(),
            job.plan(),
            job.start(),
            new RegistrationJob.Machine("elastix", "reference", 1));
    JobRunner runner = Cases.runner(new KnownRegistrar(false), NONE);
    assertThatThrownBy(
            () ->
                runner.run(other, place.resolve("r"), Existing.REFUSE, p -> {}, new Cancellation()))
        .hasMessageContaining("'elastix'")
        .hasMessageContaining("known");
  }

  @Test
  void theSameJobIsRecognised() throws IOException {
    ResultFolder result = run(new KnownRegistrar(true));
    JobRunner runner = Cases.runner(new KnownRegistrar(true), NONE);
    RegistrationJob moreThreads =
        new RegistrationJob(
            job.inputs(),
            job.plan(),
            job.start(),
            new RegistrationJob.Machine("known", "reference", 3));
    assertThat(runner.finished(moreThreads, result.path())).isPresent();
    RegistrationJob otherStart =
        new RegistrationJob(
            job.inputs(), job.plan(), RegistrationJob.Start.of("mass"), job.machine());
    assertThat(runner.finished(otherStart, result.path())).isEmpty();
    Cases.image(place.resolve("moving.nii.gz"), Cases.FIXED_GRID);
    assertThat(runner.finished(job, result.path())).isEmpty();
  }
}
