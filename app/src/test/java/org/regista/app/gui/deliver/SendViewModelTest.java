package org.regista.app.gui.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.app.gui.Workplace.Places;
import org.regista.study.library.SeriesQuery;
import org.regista.study.library.StudyLibrary;
import org.regista.study.network.ReceiveFolder;
import org.regista.study.network.association.Timeouts;
import org.regista.study.network.dimse.StoreServer;
import org.regista.study.nodes.Node;

class SendViewModelTest {

  private static final Path OBJECTS = Path.of("..", "test-data", "dicom_objects");

  private Places places;
  private Path series;

  @TempDir private Path folder;

  @BeforeEach
  void objects() throws Exception {
    places =
        new Places(folder.resolve("library"), folder.resolve("settings"), folder.resolve("demo"));
    series = Files.createDirectory(folder.resolve("series"));
    for (String name : List.of("001.dcm", "007.dcm", "013.dcm")) {
      Files.copy(OBJECTS.resolve("ct").resolve(name), series.resolve(name));
    }
  }

  private SendViewModel sending(Executor background) {
    Path structures = OBJECTS.resolve("rt/sts032_mr_rtstruct.dcm");
    return new SendViewModel(
        () ->
            () ->
                List.of(
                    SendViewModel.parcels(folder, List.of("series")).getFirst(),
                    Parcel.of("structures", List.of(structures))),
        places,
        background,
        Runnable::run);
  }

  private StoreServer server(int port) {
    return StoreServer.start(
        new StoreServer.Settings(port, "PACS", Set.of(), Optional.empty()),
        new ReceiveFolder(folder.resolve("received")),
        Timeouts.USUAL,
        event -> {});
  }

  private List<Path> received() throws Exception {
    if (!Files.isDirectory(folder.resolve("received"))) {
      return List.of();
    }
    try (var files = Files.list(folder.resolve("received"))) {
      return files.toList();
    }
  }

  private static Node pacs(SendViewModel sending, int port) {
    sending.addNode("pacs", "localhost:%d:PACS".formatted(port), "");
    return sending.nodes().get().getFirst();
  }

  @Test
  void nothingIsSentBeforeAPersonHasSeenWhatGoesWhere() throws Exception {
    SendViewModel sending = sending(Runnable::run);
    try (StoreServer server = server(0)) {
      Node node = pacs(sending, server.port());
      sending.test(node);
      assertThat(sending.said().get()).startsWith("'pacs' answered");
      sending.askFor(node);
      assertThat(sending.asked().get().orElseThrow().words())
          .contains("pacs", "localhost:" + server.port());
      assertThat(sending.parcels().get()).extracting(Parcel::name).contains("series", "structures");
      assertThat(received()).isEmpty();
      sending.decline();
      assertThat(received()).isEmpty();
      sending.askFor(node);
      sending.confirm();
      assertThat(received()).hasSize(4);
      assertThat(sending.parcels().get()).allMatch(Parcel::isDone);
      assertThat(sending.again().get()).isFalse();
    }
  }

  @Test
  void whatIsRefusedIsNamedAndCanBeSentAgainAlone() throws Exception {
    SendViewModel sending = sending(Runnable::run);
    byte[] whole = Files.readAllBytes(series.resolve("007.dcm"));
    try (StoreServer server = server(0)) {
      sending.askFor(pacs(sending, server.port()));
      Files.writeString(series.resolve("007.dcm"), "damaged");
      sending.confirm();
      Parcel images = sending.parcels().get().getFirst();
      assertThat(images.isFailed()).isTrue();
      assertThat(images.words()).contains("series (2 of 3): FAILED", "is not a DICOM file");
      assertThat(sending.parcels().get().getLast().isDone()).isTrue();
      assertThat(sending.said().get()).startsWith("3 of 4 objects");
      assertThat(sending.again().get()).isTrue();
      Files.write(series.resolve("007.dcm"), whole);
      sending.sendAgain();
      assertThat(sending.parcels().get()).allMatch(Parcel::isDone);
      assertThat(received()).hasSize(4);
    }
  }

  @Test
  void anArchiveThatIsNotThereLosesNothing() throws Exception {
    SendViewModel sending = sending(Runnable::run);
    int port;
    try (StoreServer server = server(0)) {
      port = server.port();
    }
    sending.askFor(pacs(sending, port));
    sending.confirm();
    assertThat(sending.parcels().get()).allMatch(Parcel::isFailed);
    assertThat(sending.parcels().get().getFirst().words()).contains("localhost:" + port);
    try (StoreServer server = server(port)) {
      assertThat(server.port()).isEqualTo(port);
      sending.sendAgain();
      assertThat(received()).hasSize(4);
      assertThat(sending.said().get()).startsWith("All 4 objects");
    }
  }

  @Test
  void cancellingEndsTheTransferAndSaysWhatIsMissing() {
    Deque<Runnable> tasks = new ArrayDeque<>();
    SendViewModel sending = sending(tasks::add);
    try (StoreServer server = server(0)) {
      sending.askFor(pacs(sending, server.port()));
      tasks.remove().run();
      sending.confirm();
      assertThat(sending.busy().get()).isTrue();
      sending.cancel();
      tasks.remove().run();
      assertThat(sending.busy().get()).isFalse();
      assertThat(sending.parcels().get()).noneMatch(Parcel::isDone);
      assertThat(sending.parcels().get().getFirst().words()).contains("cancelled");
      assertThat(sending.again().get()).isTrue();
    }
  }

  @Test
  void theLibraryTakesThemEachOnce() {
    SendViewModel sending = sending(Runnable::run);
    sending.askForLibrary();
    assertThat(places.library()).doesNotExist();
    sending.confirm();
    assertThat(sending.parcels().get()).allMatch(Parcel::isDone);
    try (StudyLibrary library = StudyLibrary.openExisting(places.library())) {
      assertThat(library.search(SeriesQuery.ALL)).hasSize(2);
      assertThat(library.counts().objects()).isEqualTo(4);
    }
  }

  @Test
  void anAddressThatIsNoneIsNotKept() {
    SendViewModel sending = sending(Runnable::run);
    sending.addNode("pacs", "localhost", "");
    assertThat(sending.said().get()).contains("HOST:PORT:AET");
    assertThat(sending.nodes().get()).isEmpty();
  }
}
