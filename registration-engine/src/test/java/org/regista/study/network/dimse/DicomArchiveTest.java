package org.regista.study.network.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.error.InputDataException;
import org.regista.register.Cancellation;
import org.regista.study.TestObject;
import org.regista.study.network.FindKey;
import org.regista.study.network.Match;
import org.regista.study.network.Orthanc;
import org.regista.study.network.ReceiveFolder;
import org.regista.study.network.SentObjects;
import org.regista.study.network.TransferReport;
import org.regista.study.network.association.Timeouts;

/** Our client and server against an archive of other hands. */
final class DicomArchiveTest {

  private static final int PER_SERIES = 8;
  private static final Timeouts TIMEOUTS = Timeouts.all(Duration.ofSeconds(20));

  @TempDir private static Path shared;
  @TempDir private Path folder;
  private static Orthanc orthanc;
  private static List<Path> sent = List.of();

  @BeforeAll
  static void send() {
    orthanc = Orthanc.start(shared);
    sent = SentObjects.write(shared.resolve("sent"), PER_SERIES);
    TransferReport report = archive(Orthanc.AET, Orthanc.OURS).send(sent);
    assertThat(report).isEqualTo(new TransferReport(2 * PER_SERIES, 0, List.of()));
  }

  @AfterAll
  static void stop() {
    orthanc.close();
  }

  private static DicomArchive archive(String called, String calling) {
    return new DicomArchive(
        new DicomNode("localhost", orthanc.dicomPort(), called, calling, Optional.empty()),
        TIMEOUTS,
        new Cancellation());
  }

  @Test
  void echoes() {
    assertThat(archive(Orthanc.AET, Orthanc.OURS).echo()).isPositive();
  }

  @Test
  void refusalsSayWhatToDo() {
    assertThatThrownBy(() -> archive("WRONG", Orthanc.OURS).echo())
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("WRONG at localhost")
        .hasMessageContaining("check its AE title");
    assertThatThrownBy(() -> archive(Orthanc.AET, "STRANGER").echo())
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("STRANGER");
    assertThatThrownBy(
            () ->
                new DicomArchive(
                        new DicomNode("localhost", Orthanc.freePort(), "A", "B", Optional.empty()),
                        TIMEOUTS,
                        new Cancellation())
                    .echo())
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("no connection");
  }

  @Test
  void finds() {
    DicomArchive archive = archive(Orthanc.AET, Orthanc.OURS);
    List<Match> studies = archive.find(FindKey.Level.STUDY, Map.of(FindKey.PATIENT_ID, "P1"));
    assertThat(studies).hasSize(1);
    assertThat(studies.getFirst().text(FindKey.PATIENT_NAME)).isEqualTo("Müller^Zoë");
    assertThat(studies.getFirst().text(FindKey.STUDY_UID)).isEqualTo(TestObject.STUDY);
    assertThat(archive.find(FindKey.Level.STUDY, Map.of(FindKey.PATIENT_NAME, "M\u00fcll*")))
        .hasSize(1);
    assertThat(archive.find(FindKey.Level.STUDY, Map.of(FindKey.STUDY_DATE, "20260101-20260131")))
        .isEmpty();
    assertThat(archive.find(FindKey.Level.SERIES, Map.of(FindKey.STUDY_UID, TestObject.STUDY)))
        .hasSize(2)
        .allSatisfy(m -> assertThat(m.text(FindKey.MODALITY)).isEqualTo("CT"));
    assertThat(archive.instances(TestObject.STUDY, Optional.empty())).hasSize(2 * PER_SERIES);
  }

  @Test
  void getBringsTheSameDataSets() {
    ReceiveFolder came = new ReceiveFolder(folder.resolve("came"));
    TransferReport report =
        archive(Orthanc.AET, Orthanc.OURS).fetch(TestObject.STUDY, Optional.empty(), came);
    assertThat(report).isEqualTo(new TransferReport(2 * PER_SERIES, 0, List.of()));
    SentObjects.assertSame(sent, came.folder());
  }

  @Test
  void moveBringsTheSameDataSets() {
    ReceiveFolder came = new ReceiveFolder(folder.resolve("came"));
    TransferReport report =
        archive(Orthanc.AET, Orthanc.OURS)
            .fetchByMove(TestObject.STUDY, Optional.empty(), came, orthanc.movePort());
    assertThat(report).isEqualTo(new TransferReport(2 * PER_SERIES, 0, List.of()));
    SentObjects.assertSameBytes(sent, came.folder());
  }

  @Test
  void onlyWhatIsMissingIsFetched() throws IOException {
    ReceiveFolder came = new ReceiveFolder(folder.resolve("came"));
    String series = TestObject.STUDY + ".1";
    DicomArchive archive = archive(Orthanc.AET, Orthanc.OURS);
    archive.fetch(TestObject.STUDY, Optional.of(series), came);
    Files.delete(came.folder().resolve(series + ".3.dcm"));
    TransferReport again = archive.fetch(TestObject.STUDY, Optional.of(series), came);
    assertThat(again).isEqualTo(new TransferReport(1, PER_SERIES - 1, List.of()));
  }

  @Test
  void whatIsNotThereIsSaid() {
    ReceiveFolder came = new ReceiveFolder(folder.resolve("came"));
    assertThatThrownBy(
            () -> archive(Orthanc.AET, Orthanc.OURS).fetch("1.2.3", Optional.empty(), came))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("1.2.3");
    Path text = folder.resolve("notes.txt");
    TransferReport report = archive(Orthanc.AET, Orthanc.OURS).send(List.of(text));
    assertThat(report.failures()).singleElement().asString().contains("notes.txt");
  }

  @Test
  void ourServerAndClientUnderstandEachOther() {
    ReceiveFolder came = new ReceiveFolder(folder.resolve("came"));
    var settings = new StoreServer.Settings(0, "STATION", Set.of("FRIEND"), Optional.empty());
    try (StoreServer server = StoreServer.start(settings, came, TIMEOUTS, e -> {})) {
      DicomArchive friend = ours(server.port(), "FRIEND");
      assertThat(friend.echo()).isPositive();
      assertThat(friend.send(sent).transferred()).isEqualTo(sent.size());
      assertThatThrownBy(() -> ours(server.port(), "FOE").echo())
          .isInstanceOf(InputDataException.class)
          .hasMessageContaining("FOE");
    }
    SentObjects.assertSameBytes(sent, came.folder());
  }

  private static DicomArchive ours(int port, String calling) {
    return new DicomArchive(
        new DicomNode("localhost", port, "STATION", calling, Optional.empty()),
        TIMEOUTS,
        new Cancellation());
  }
}
