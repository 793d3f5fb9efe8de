package org.regista.study.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.error.InputDataException;
import org.regista.register.Cancellation;
import org.regista.study.TestObject;
import org.regista.study.library.ImportReport.Kind;

final class StudyLibraryTest {

  private static final int SERIES = 3;
  private static final int SLICES = 20;

  @TempDir private Path folder;
  private Path source = Path.of("");
  private Path place = Path.of("");

  @BeforeEach
  void writeFiles() {
    source = folder.resolve("source");
    place = folder.resolve("library");
    for (int series = 1; series <= SERIES; series++) {
      for (int n = 1; n <= SLICES; n++) {
        new TestObject(series, n).write(source.resolve("s%d/%03d".formatted(series, n)));
      }
    }
  }

  @Test
  void addsEachObjectOnce() throws IOException {
    Files.writeString(source.resolve("notes.txt"), "no image");
    ImportReport first = importing(source);
    assertThat(first.added()).isEqualTo(SERIES * SLICES);
    assertThat(first.rejected()).isEqualTo(1);
    assertThat(first.remarks())
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.kind()).isEqualTo(Kind.REJECTED);
              assertThat(r.file()).hasFileName("notes.txt");
            });

    List<Path> before = files();
    ImportReport second = importing(source);
    assertThat(second.added()).isZero();
    assertThat(second.present()).isEqualTo(SERIES * SLICES);
    assertThat(files()).isEqualTo(before).hasSize(SERIES * SLICES);
  }

  @Test
  void copiesAreWhole() throws IOException {
    importing(source);
    try (StudyLibrary library = StudyLibrary.open(place)) {
      List<Path> files = library.files(TestObject.STUDY + ".2");
      assertThat(files).hasSize(SLICES);
      for (Path file : files) {
        assertThat(file).startsWith(place);
      }
      try (Stream<Path> all = Files.list(source.resolve("s2"))) {
        List<byte[]> contents = all.map(StudyLibraryTest::bytes).toList();
        assertThat(files).allSatisfy(f -> assertThat(contents).contains(bytes(f)));
      }
    }
    assertThat(place.resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void sameUidWithOtherContentIsQuarantined() throws IOException {
    importing(source);
    Path liar = new TestObject(1, 1).pixels(99).write(folder.resolve("liar.dcm"));
    Path mover =
        new TestObject(1, 2)
            .text(Tag.ImagePositionPatient, VR.DS, "0", "0", "500")
            .write(folder.resolve("mover.dcm"));

    ImportReport report = importing(liar, mover);
    assertThat(report.quarantined()).isEqualTo(2);
    assertThat(report.added()).isZero();
    assertThat(report.remarks())
        .extracting(ImportReport.Remark::text)
        .first()
        .asString()
        .contains("other content");
    importing(liar);
    try (StudyLibrary library = StudyLibrary.open(place);
        Stream<Path> kept = Files.list(place.resolve("quarantine"))) {
      assertThat(library.counts()).isEqualTo(new StudyLibrary.Counts(SERIES * SLICES, 2));
      assertThat(kept.map(StudyLibraryTest::bytes))
          .containsExactlyInAnyOrder(bytes(liar), bytes(mover));
    }
  }

  @Test
  void aChangedHeaderIsNoted() throws IOException {
    importing(source);
    Path corrected =
        new TestObject(1, 1)
            .text(Tag.StudyDescription, VR.LO, "corrected")
            .write(folder.resolve("corrected.dcm"), TestObject.IMPLICIT);
    ImportReport report = importing(corrected);
    assertThat(report.present()).isEqualTo(1);
    assertThat(report.remarks())
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.kind()).isEqualTo(Kind.NOTE);
              assertThat(r.text()).contains("changed header");
            });
  }

  @Test
  void aCopyUnderAnotherUidIsKeptAndNoted() throws IOException {
    importing(source);
    Path copy =
        new TestObject(1, 1)
            .text(Tag.SOPInstanceUID, VR.UI, "1.2.3.4.5")
            .write(folder.resolve("copy.dcm"));
    ImportReport report = importing(copy);
    assertThat(report.added()).isEqualTo(1);
    assertThat(report.remarks())
        .singleElement()
        .satisfies(r -> assertThat(r.text()).contains("copy"));
  }

  @Test
  void aLostFileComesBack() throws IOException {
    importing(source);
    List<Path> files = files();
    Files.delete(files.getFirst());
    Files.write(files.getLast(), new byte[0]);

    assertThat(importing(source).remarks()).hasSize(2);
    assertThat(files()).isEqualTo(files);
    assertThat(Files.size(files.getLast())).isPositive();
  }

  @Test
  void searchesByPatientDateAndModality() throws IOException {
    Path other =
        new TestObject(9, 1)
            .text(Tag.PatientID, VR.LO, "P2")
            .text(Tag.PatientName, VR.PN, "Nowak^Jan")
            .text(Tag.StudyInstanceUID, VR.UI, "1.2.9")
            .text(Tag.Modality, VR.CS, "MR")
            .text(Tag.SeriesDate, VR.DA, "20250101")
            .write(folder.resolve("other.dcm"));
    importing(source, other);
    try (StudyLibrary library = StudyLibrary.open(place)) {
      assertThat(library.search(SeriesQuery.ALL)).hasSize(SERIES + 1);
      assertThat(library.search(SeriesQuery.ALL.withPatient("zoe muller"))).hasSize(SERIES);
      assertThat(library.search(SeriesQuery.ALL.withPatient("P2"))).hasSize(1);
      assertThat(library.search(SeriesQuery.ALL.withPatient("P"))).isEmpty();
      assertThat(library.search(SeriesQuery.ALL.withModality("mr")))
          .singleElement()
          .extracting(s -> s.patient().name())
          .isEqualTo("Nowak^Jan");
      assertThat(library.search(SeriesQuery.ALL.withDates("-20251231"))).hasSize(1);
      assertThat(library.search(SeriesQuery.ALL.withDates("20260302")))
          .hasSize(SERIES)
          .allSatisfy(s -> assertThat(s.objects()).isEqualTo(SLICES));
      assertThat(library.search(SeriesQuery.ALL.withDates("20260101-20260301"))).isEmpty();
      assertThat(library.timeLine("P1")).hasSize(SERIES);
      assertThatThrownBy(() -> SeriesQuery.ALL.withDates("March"))
          .isInstanceOf(InputDataException.class);
    }
  }

  @Test
  void referencesLeaveFilesWhereTheyAre() {
    try (StudyLibrary library = StudyLibrary.open(place)) {
      library.importing(List.of(source), ImportMode.REFERENCE, r -> {}, new Cancellation());
      assertThat(library.files(TestObject.STUDY + ".1"))
          .allSatisfy(file -> assertThat(file).startsWith(source.toAbsolutePath()));
    }
    assertThat(place.resolve("files")).doesNotExist();
  }

  @Test
  void seriesAreInputs() {
    importing(source);
    LibraryInputs inputs = new LibraryInputs(place);
    Path series = inputs.resolve("library:" + TestObject.STUDY + ".3");
    assertThat(series).isDirectory().startsWith(place);
    assertThatThrownBy(() -> inputs.resolve("library:1.2.3"))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("1.2.3");
  }

  @Test
  void cancellationKeepsWhatIsWhole() {
    Cancellation cancellation = new Cancellation();
    try (StudyLibrary library = StudyLibrary.open(place)) {
      cancellation.request();
      assertThatThrownBy(
              () -> library.importing(List.of(source), ImportMode.COPY, r -> {}, cancellation))
          .isInstanceOf(CancellationException.class);
    }
    assertThat(place.resolve("incoming")).isEmptyDirectory();
    assertThat(importing(source).added()).isEqualTo(SERIES * SLICES);
  }

  @Test
  void twoImportsAtOnceAddEachObjectOnce()
      throws ExecutionException, IOException, InterruptedException {
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      Future<ImportReport> one = both.submit(() -> importing(source));
      Future<ImportReport> two = both.submit(() -> importing(source));
      assertThat(one.get().added() + two.get().added()).isEqualTo(SERIES * SLICES);
    }
    assertThat(files()).hasSize(SERIES * SLICES);
  }

  @Test
  void otherDatabasesAreLeftAlone() throws IOException {
    Files.createDirectories(place);
    Files.writeString(
        place.resolve("library.sqlite"), "this is no database, however long it is.".repeat(100));
    assertThatThrownBy(() -> StudyLibrary.open(place))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("library");
  }

  private ImportReport importing(Path... paths) {
    try (StudyLibrary library = StudyLibrary.open(place)) {
      return library.importing(List.of(paths), ImportMode.COPY, r -> {}, new Cancellation());
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(place.resolve("files"))) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
