package org.regista.study.network.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.regista.error.InputDataException;
import org.regista.register.Cancellation;
import org.regista.study.TestObject;
import org.regista.study.network.Certificates;
import org.regista.study.network.Certificates.Wanted;
import org.regista.study.network.CutProxy;
import org.regista.study.network.CutProxy.Cut;
import org.regista.study.network.FindKey;
import org.regista.study.network.Match;
import org.regista.study.network.Orthanc;
import org.regista.study.network.ReceiveFolder;
import org.regista.study.network.SentObjects;
import org.regista.study.network.TlsContext;
import org.regista.study.network.TlsProxy;
import org.regista.study.network.TransferReport;
import org.regista.study.network.association.Timeouts;

/** QIDO, STOW and WADO against an archive of other hands, plain and secured. */
final class WebArchiveTest {

  private static final int PER_SERIES = 6;
  private static final Timeouts TIMEOUTS = Timeouts.all(Duration.ofSeconds(20));
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Optional<WebNode.Login> LOGIN =
      Optional.of(new WebNode.Login(Orthanc.USER, Orthanc.PASSWORD.toCharArray()));

  @TempDir private static Path shared;
  @TempDir private Path folder;
  private static Orthanc orthanc;
  private static List<Path> sent = List.of();

  @BeforeAll
  static void send() {
    orthanc = Orthanc.start(shared);
    sent = SentObjects.write(shared.resolve("sent"), PER_SERIES);
    assertThat(archive(orthanc.webRoot(), TIMEOUTS).send(sent))
        .isEqualTo(new TransferReport(2 * PER_SERIES, 0, List.of()));
  }

  @AfterAll
  static void stop() {
    orthanc.close();
  }

  private static WebArchive archive(String root, Timeouts timeouts) {
    return new WebArchive(
        new WebNode(URI.create(root), Optional.empty(), LOGIN), timeouts, new Cancellation());
  }

  @Test
  void echoesAndFinds() {
    WebArchive archive = archive(orthanc.webRoot(), TIMEOUTS);
    assertThat(archive.echo()).isPositive();
    List<Match> studies =
        archive.find(FindKey.Level.STUDY, Map.of(FindKey.PATIENT_NAME, "M*ller*"));
    assertThat(studies).hasSize(1);
    assertThat(studies.getFirst().text(FindKey.PATIENT_NAME)).isEqualTo("Müller^Zoë");
    assertThat(archive.find(FindKey.Level.STUDY, Map.of(FindKey.PATIENT_ID, "nobody"))).isEmpty();
    assertThat(archive.find(FindKey.Level.SERIES, Map.of(FindKey.STUDY_UID, TestObject.STUDY)))
        .hasSize(2);
    assertThat(archive.instances(TestObject.STUDY, Optional.empty())).hasSize(2 * PER_SERIES);
  }

  @Test
  void fetchBringsTheSameFilesAndOnlyTheMissing() throws IOException {
    ReceiveFolder came = new ReceiveFolder(folder.resolve("came"));
    WebArchive archive = archive(orthanc.webRoot(), TIMEOUTS);
    TransferReport report = archive.fetch(TestObject.STUDY, Optional.empty(), came);
    assertThat(report).isEqualTo(new TransferReport(2 * PER_SERIES, 0, List.of()));
    SentObjects.assertSame(sent, came.folder());
    for (Path file : sent) {
      assertThat(came.folder().resolve(SentObjects.uid(file) + ".dcm"))
          .hasSameBinaryContentAs(file);
    }
    Files.delete(came.folder().resolve(SentObjects.uid(sent.getFirst()) + ".dcm"));
    assertThat(archive.fetch(TestObject.STUDY, Optional.empty(), came))
        .isEqualTo(new TransferReport(1, 2 * PER_SERIES - 1, List.of()));
  }

  @Test
  void refusalsAreSaid() {
    WebNode stranger =
        new WebNode(
            URI.create(orthanc.webRoot()),
            Optional.empty(),
            Optional.of(new WebNode.Login("stranger", "x".toCharArray())));
    assertThatThrownBy(() -> new WebArchive(stranger, TIMEOUTS, new Cancellation()).echo())
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("login");
    String elsewhere = orthanc.webRoot().replace("dicom-web", "nowhere");
    assertThatThrownBy(() -> archive(elsewhere, TIMEOUTS).echo())
        .isInstanceOf(InputDataException.class);
    assertThatThrownBy(() -> archive("http://pacs.example.org/dicom-web", TIMEOUTS))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("https");
    assertThat(
            archive(orthanc.webRoot(), TIMEOUTS).send(List.of(folder.resolve("none"))).failures())
        .hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void aCutIsNoticedAndResumed(Cut cut) throws IOException {
    ReceiveFolder came = new ReceiveFolder(folder.resolve("came"));
    int port = URI.create(orthanc.webRoot()).getPort();
    long start = System.nanoTime();
    try (CutProxy cable = new CutProxy(port, 38_000, cut)) {
      WebArchive archive =
          archive("http://localhost:%d/dicom-web".formatted(cable.port()), Timeouts.all(SHORT));
      assertThatThrownBy(() -> archive.fetch(TestObject.STUDY, Optional.empty(), came))
          .isInstanceOf(InputDataException.class);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHORT.plusSeconds(2));
    long here = 0;
    if (Files.isDirectory(came.folder())) {
      try (var files = Files.list(came.folder())) {
        List<Path> all = files.toList();
        assertThat(all).allSatisfy(f -> assertThat(f).hasFileName(SentObjects.uid(f) + ".dcm"));
        here = all.size();
      }
    }
    assertThat(here).as("the cut was in the middle").isBetween(1L, 2L * PER_SERIES - 1);
    assertThat(
            archive(orthanc.webRoot(), TIMEOUTS)
                .fetch(TestObject.STUDY, Optional.empty(), came)
                .present())
        .isEqualTo(here);
    SentObjects.assertSame(sent, came.folder());
  }

  @Test
  void httpsIsCheckedBothWays() {
    Certificates certificates = new Certificates(folder.resolve("tls"));
    TlsContext ours = certificates.ours("client");
    int port = URI.create(orthanc.webRoot()).getPort();
    for (String kind : List.of("good", "elsewhere", "expired", "rogue")) {
      switch (kind) {
        case "elsewhere" -> certificates.make(kind, Wanted.good().withHost("pacs.example.org"));
        case "expired" -> certificates.makeExpired(kind);
        case "rogue" -> certificates.make(kind, Wanted.good().withAuthority("rogue-ca"));
        default -> certificates.make(kind, Wanted.good());
      }
      TlsContext theirs =
          TlsContext.of(
              Optional.of(certificates.identity(kind, "key.pem")),
              Certificates.PASSWORD,
              Optional.of(certificates.file("ca.crt")));
      try (TlsProxy https = new TlsProxy(port, theirs)) {
        String root = "https://localhost:%d/dicom-web".formatted(https.port());
        if (kind.equals("good")) {
          ReceiveFolder came = new ReceiveFolder(folder.resolve("came"));
          WebArchive archive = secured(root, ours);
          assertThat(archive.fetch(TestObject.STUDY, Optional.empty(), came).failures()).isEmpty();
          SentObjects.assertSame(sent, came.folder());
          TlsContext nameless =
              TlsContext.of(
                  Optional.empty(), new char[0], Optional.of(certificates.file("ca.crt")));
          assertThatThrownBy(() -> secured(root, nameless).echo())
              .as("without a certificate")
              .isInstanceOf(InputDataException.class);
        } else {
          assertThatThrownBy(() -> secured(root, ours).echo())
              .as(kind)
              .isInstanceOf(InputDataException.class)
              .hasMessageContaining("no safe connection by TLS");
        }
      }
    }
  }

  private static WebArchive secured(String root, TlsContext tls) {
    return new WebArchive(
        new WebNode(URI.create(root), Optional.of(tls), LOGIN),
        Timeouts.all(Duration.ofSeconds(5)),
        new Cancellation());
  }
}
