package org.regista.job.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.error.InputDataException;
import org.regista.io.csv.CsvTable;
import org.regista.job.Cases;
import org.regista.job.Cases.KnownRegistrar;
import org.regista.job.PlanChoice;
import org.regista.job.RegistrationJob;
import org.regista.job.batch.RowOutcome.Status;
import org.regista.job.result.ResultFolder;
import org.regista.register.Cancellation;
import org.regista.study.TestObject;
import org.regista.study.library.ImportMode;
import org.regista.study.library.LibraryInputs;
import org.regista.study.library.StudyLibrary;

class BatchRunnerTest {

  @TempDir private Path place;

  private final KnownRegistrar registrar = new KnownRegistrar(false);

  @BeforeEach
  void images() throws IOException {
    Files.createDirectory(place.resolve("in"));
    Cases.image(place.resolve("in/f.nii"), Cases.FIXED_GRID);
    Cases.image(place.resolve("in/m.nii"), Cases.MOVING_GRID);
  }

  private List<RowOutcome> run(String manifest, int jobs, Cancellation cancellation)
      throws IOException {
    Path file = Files.writeString(place.resolve("pairs.csv"), manifest);
    return new BatchRunner(
            Cases.runner(registrar, (folder, registration) -> {}),
            defaults(),
            place.resolve("out"),
            outcome -> {})
        .run(
            BatchManifest.read(file, new LibraryInputs(Path.of("no-library"))), jobs, cancellation);
  }

  private static BatchRow.Defaults defaults() {
    return new BatchRow.Defaults(
        new PlanChoice("generic", List.of(), Optional.empty()),
        RegistrationJob.Start.of("header"),
        new RegistrationJob.Machine("known", "reference", 1),
        RegistrationJob.Extras.NONE);
  }

  private List<RowOutcome> run(String manifest) throws IOException {
    return run(manifest, 2, new Cancellation());
  }

  private List<List<String>> summary() {
    return CsvTable.read(place.resolve("out/summary.csv")).stream()
        .map(CsvTable.Row::cells)
        .toList();
  }

  @Test
  void aFailingRowCostsOnlyItself() throws IOException {
    List<RowOutcome> outcomes =
        run(
            """
            id,fixed,moving,preset
            a,in/f.nii,in/m.nii,
            b,in/f.nii,in/none.nii,
            c,in/f.nii,in/m.nii,no-such-preset
            d,in/f.nii,in/m.nii,ct-mri
            """);
    assertThat(outcomes)
        .extracting(RowOutcome::status)
        .containsExactly(Status.DONE, Status.FAILED, Status.FAILED, Status.DONE);
    assertThat(summary().get(0).subList(0, 4)).containsExactly("id", "status", "reason", "verdict");
    assertThat(summary().get(2).get(2)).contains("none.nii").contains("does not exist");
    assertThat(summary().get(3).get(2)).contains("no-such-preset");
    assertThat(
            ResultFolder.open(place.resolve("out/d"))
                .record()
                .request()
                .plan()
                .path("name")
                .asText())
        .isEqualTo("ct-mri");
    assertThat(place.resolve("out/b")).doesNotExist();
  }

  @Test
  void whatIsFinishedIsSkippedAndWhatChangedIsDoneAgain() throws IOException {
    String manifest = "id,fixed,moving,init\na,in/f.nii,in/m.nii,\nb,in/f.nii,in/m.nii,\n";
    run(manifest);
    assertThat(registrar.calls()).isEqualTo(2);
    assertThat(run(manifest)).extracting(RowOutcome::status).containsOnly(Status.SKIPPED);
    assertThat(registrar.calls()).isEqualTo(2);
    assertThat(summary().get(1).get(3)).isNotEmpty();
    List<RowOutcome> changed =
        run("id,fixed,moving,init\na,in/f.nii,in/m.nii,mass\nb,in/f.nii,in/m.nii,\n");
    assertThat(changed).extracting(RowOutcome::status).containsExactly(Status.DONE, Status.SKIPPED);
    Files.delete(place.resolve("out/b/linear.tfm"));
    assertThat(run(manifest))
        .extracting(RowOutcome::status)
        .containsExactly(Status.DONE, Status.DONE);
  }

  /** A row that names a series which is not there costs only itself. */
  @Test
  void seriesOfTheLibraryAreInputs() throws IOException {
    for (int n = 1; n <= 3; n++) {
      new TestObject(1, n).write(place.resolve("source/" + n + ".dcm"));
    }
    try (StudyLibrary library = StudyLibrary.open(place.resolve("library"))) {
      library.importing(
          List.of(place.resolve("source")), ImportMode.COPY, sum -> {}, new Cancellation());
    }
    Path file =
        Files.writeString(
            place.resolve("pairs.csv"),
            "id,fixed,moving\na,library:%s.1,in/m.nii\nb,library:9.9,in/m.nii\n"
                .formatted(TestObject.STUDY));
    List<BatchRow> rows = BatchManifest.read(file, new LibraryInputs(place.resolve("library")));
    BatchRow.Defaults defaults = defaults();
    Path fixed = rows.getFirst().job(defaults).inputs().fixed();
    assertThat(fixed).startsWith(place.resolve("library")).isDirectory();
    assertThatThrownBy(() -> rows.getLast().job(defaults))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("9.9");
    assertThat(run("id,fixed,moving\na,library:9.9,in/m.nii\nb,in/f.nii,in/m.nii\n"))
        .extracting(RowOutcome::status)
        .containsExactly(Status.FAILED, Status.DONE);
  }

  @Test
  void cancelledRowsAreNamedInTheSummary() throws IOException {
    Cancellation cancellation = new Cancellation();
    cancellation.request();
    assertThatThrownBy(() -> run("id,fixed,moving\na,in/f.nii,in/m.nii\n", 1, cancellation))
        .isInstanceOf(CancellationException.class);
    assertThat(summary().get(1).subList(0, 2)).containsExactly("a", "cancelled");
    assertThat(registrar.calls()).isZero();
  }

  @Test
  void masksAndStartsArePathsBesideTheManifest() throws IOException {
    Cases.image(place.resolve("in/mask.nii"), Cases.FIXED_GRID);
    List<RowOutcome> outcomes =
        run("id,fixed,moving,fixed_mask\na,in/f.nii,in/m.nii,in/mask.nii\n");
    assertThat(outcomes.getFirst().record().orElseThrow().inputs().masks())
        .singleElement()
        .satisfies(mask -> assertThat(mask.side()).isEqualTo("fixed"));
  }

  @Test
  void twoBatchesDoNotShareAFolder() throws IOException {
    Path out = place.resolve("out");
    try (BatchLock lock = BatchLock.of(out)) {
      assertThatThrownBy(() -> run("id,fixed,moving\na,in/f.nii,in/m.nii\n"))
          .isInstanceOf(InputDataException.class)
          .hasMessageContaining("another batch");
    }
    assertThat(run("id,fixed,moving\na,in/f.nii,in/m.nii\n")).hasSize(1);
  }

  @Test
  void manifestsThatCannotBeMeantAreRefused() {
    assertRefused("id,fixed\na,b\n", "'moving'");
    assertRefused("id,fixed,moving,presett\na,b,c,d\n", "'presett'");
    assertRefused("id,fixed,moving\na,b,c\nA,b,c\n", "line 3");
    assertRefused("id,fixed,moving\n../x,b,c\n", "'../x'");
    assertRefused("id,fixed,moving\na,b,c,d\n", "4 cells");
    assertRefused("id,fixed,moving\n", "no rows");
  }

  private void assertRefused(String manifest, String named) {
    assertThatThrownBy(() -> run(manifest))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining(named);
  }
}
