package org.regista.study.network.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.dcm4che3.data.VR;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.regista.error.InputDataException;
import org.regista.register.Cancellation;
import org.regista.study.TestObject;
import org.regista.study.network.CutProxy;
import org.regista.study.network.CutProxy.Cut;
import org.regista.study.network.Orthanc;
import org.regista.study.network.ReceiveFolder;
import org.regista.study.network.SentObjects;
import org.regista.study.network.TransferReport;
import org.regista.study.network.association.Timeouts;

/** The network breaks in the middle: noticed in time, nothing half, and the rest comes later. */
@Timeout(60)
final class CutTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration SLACK = Duration.ofSeconds(1);
  private static final int PER_SERIES = 10;

  @TempDir private static Path shared;
  @TempDir private Path folder;
  private static Orthanc orthanc;
  private static List<Path> sent = List.of();

  @BeforeAll
  static void send() {
    orthanc = Orthanc.start(shared);
    sent = SentObjects.write(shared.resolve("sent"), PER_SERIES);
    archive(orthanc.dicomPort(), Orthanc.AET).send(sent);
  }

  @AfterAll
  static void stop() {
    orthanc.close();
  }

  private static DicomArchive archive(int port, String called) {
    return new DicomArchive(
        new DicomNode("localhost", port, called, Orthanc.OURS, Optional.empty()),
        Timeouts.all(TIMEOUT),
        new Cancellation());
  }

  @ParameterizedTest
  @EnumSource
  void aCutFetchIsNoticedAndResumed(Cut cut) throws IOException {
    ReceiveFolder came = new ReceiveFolder(folder.resolve("came"));
    long here;
    try (CutProxy cable = new CutProxy(orthanc.dicomPort(), 30_000, cut)) {
      assertThatThrownBy(
              () ->
                  archive(cable.port(), Orthanc.AET)
                      .fetch(TestObject.STUDY, Optional.empty(), came))
          .isInstanceOf(InputDataException.class)
          .hasMessageContaining(Orthanc.AET);
      assertNoticed(cable);
      here = wholeFiles(came.folder());
    }
    assertThat(here).as("the cut was in the middle").isBetween(1L, 2L * PER_SERIES - 1);

    TransferReport rest =
        archive(orthanc.dicomPort(), Orthanc.AET).fetch(TestObject.STUDY, Optional.empty(), came);
    assertThat(rest).isEqualTo(new TransferReport(2 * PER_SERIES - here, here, List.of()));
    SentObjects.assertSame(sent, came.folder());
  }

  private static void assertNoticed(CutProxy cable) {
    assertThat(Duration.ofNanos(System.nanoTime() - cable.cutAtNanos()))
        .isLessThan(TIMEOUT.plus(SLACK));
  }

  /** The other end notices for itself, and then drops what it has of an object. */
  private static void untilNoParts(Path came) throws IOException {
    Instant latest = Instant.now().plus(TIMEOUT).plus(SLACK);
    while (Instant.now().isBefore(latest)) {
      try (Stream<Path> files = Files.list(came)) {
        if (files.allMatch(f -> f.getFileName().toString().endsWith(".dcm"))) {
          return;
        }
      }
      Thread.onSpinWait();
    }
  }

  /** Nothing but whole objects under their names, and no parts. */
  private static long wholeFiles(Path came) throws IOException {
    if (!Files.isDirectory(came)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(came)) {
      List<Path> all = files.toList();
      assertThat(all)
          .allSatisfy(
              f -> assertThat(SentObjects.uid(f) + ".dcm").isEqualTo(f.getFileName().toString()));
      return all.size();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aServerDropsWhatIsCut(Cut cut) throws IOException {
    ReceiveFolder came = new ReceiveFolder(folder.resolve("came"));
    var settings = new StoreServer.Settings(0, "STATION", Set.of(), Optional.empty());
    try (StoreServer server = StoreServer.start(settings, came, Timeouts.all(TIMEOUT), e -> {});
        CutProxy cable = new CutProxy(server.port(), 12_000, cut)) {
      assertThatThrownBy(() -> archive(cable.port(), "STATION").send(sent))
          .isInstanceOf(InputDataException.class);
      assertNoticed(cable);
      untilNoParts(came.folder());
      assertThat(wholeFiles(came.folder())).isBetween(1L, 2L * PER_SERIES - 1);
      assertThat(archive(server.port(), "STATION").echo()).isPositive();
    }
  }

  /** A write that nobody reads waits for ever, if nobody ends it. */
  @Test
  void aPeerThatDoesNotReadIsNoticed() throws IOException {
    Path large = folder.resolve("large.dcm");
    new TestObject(1, 1)
        .change(a -> a.setBytes(0x00111001, VR.OB, new byte[64 << 20]))
        .write(large);
    var settings = new StoreServer.Settings(0, "STATION", Set.of(), Optional.empty());
    ReceiveFolder came = new ReceiveFolder(folder.resolve("came"));
    try (StoreServer server =
            StoreServer.start(settings, came, Timeouts.all(Duration.ofSeconds(20)), e -> {});
        CutProxy cable = new CutProxy(server.port(), 1_000_000, Cut.SILENCE)) {
      assertThatThrownBy(() -> archive(cable.port(), "STATION").send(List.of(large)))
          .isInstanceOf(InputDataException.class)
          .hasMessageContaining("within 1 s");
      assertNoticed(cable);
    }
    assertThat(came.folder())
        .satisfiesAnyOf(f -> assertThat(f).doesNotExist(), f -> assertThat(f).isEmptyDirectory());
  }

  @Test
  void cancellationEndsAWait() {
    Cancellation cancellation = new Cancellation();
    try (CutProxy cable = new CutProxy(orthanc.dicomPort(), 10, Cut.SILENCE)) {
      Thread.ofVirtual()
          .start(
              () -> {
                cable.cutAtNanos();
                cancellation.request();
              });
      DicomArchive archive =
          new DicomArchive(
              new DicomNode("localhost", cable.port(), Orthanc.AET, Orthanc.OURS, Optional.empty()),
              Timeouts.USUAL,
              cancellation);
      long start = System.nanoTime();
      assertThatThrownBy(archive::echo).isInstanceOf(CancellationException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }
  }
}
