package org.regista.study.network.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.regista.error.InputDataException;
import org.regista.register.Cancellation;
import org.regista.study.TestObject;
import org.regista.study.network.Certificates;
import org.regista.study.network.Certificates.Wanted;
import org.regista.study.network.FindKey;
import org.regista.study.network.Orthanc;
import org.regista.study.network.ReceiveFolder;
import org.regista.study.network.SentObjects;
import org.regista.study.network.TlsContext;
import org.regista.study.network.TransferReport;
import org.regista.study.network.association.Timeouts;

/** Secured connections: to a peer that is right, and to those that are not. */
final class TlsTest {

  private static final Timeouts TIMEOUTS = Timeouts.all(Duration.ofSeconds(20));
  private static final Timeouts SHORT = Timeouts.all(Duration.ofSeconds(2));

  @TempDir private static Path shared;
  @TempDir private Path folder;
  private static Certificates certificates;
  private static TlsContext ours;

  @BeforeAll
  static void makeCertificates() {
    certificates = new Certificates(shared.resolve("tls"));
    ours = certificates.ours("client");
    certificates.make("good", Wanted.good());
    certificates.makeExpired("expired");
    certificates.makeNotYetValid("early");
    certificates.make("selfsigned", Wanted.good().withAuthority(""));
    certificates.make("rogue", Wanted.good().withAuthority("rogue-ca"));
    certificates.make("elsewhere", Wanted.good().withHost("pacs.example.org"));
    certificates.make("short", Wanted.good().withKey("short.pem"));
    certificates.make("sha1", Wanted.good().withDigest("sha1"));
    certificates.make("clientonly", Wanted.good().withUse("clientAuth"));
  }

  @Test
  void everythingWorksWithAnArchiveThatIsRight() {
    Map<String, Object> tls =
        Map.of(
            "DicomTlsEnabled", true,
            "DicomTlsCertificate", certificates.file("good.crt").toString(),
            "DicomTlsPrivateKey", certificates.file("key.pem").toString(),
            "DicomTlsTrustedCertificates", certificates.file("ca.crt").toString(),
            "DicomTlsRemoteCertificateRequired", true);
    List<Path> sent = SentObjects.write(folder.resolve("sent"), 4);
    try (Orthanc orthanc = Orthanc.start(folder, tls)) {
      DicomArchive archive = archive(orthanc.dicomPort(), Optional.of(ours), TIMEOUTS);
      assertThat(archive.echo()).isPositive();
      assertThat(archive.send(sent)).isEqualTo(new TransferReport(8, 0, List.of()));
      assertThat(archive.find(FindKey.Level.STUDY, Map.of())).hasSize(1);

      ReceiveFolder got = new ReceiveFolder(folder.resolve("got"));
      archive.fetch(TestObject.STUDY, Optional.empty(), got);
      SentObjects.assertSame(sent, got.folder());
      ReceiveFolder moved = new ReceiveFolder(folder.resolve("moved"));
      archive.fetchByMove(TestObject.STUDY, Optional.empty(), moved, orthanc.movePort());
      SentObjects.assertSameBytes(sent, moved.folder());

      assertThatThrownBy(() -> archive(orthanc.dicomPort(), Optional.empty(), SHORT).echo())
          .as("no plain connection to a secured port")
          .isInstanceOf(InputDataException.class);
      TlsContext nameless =
          TlsContext.of(Optional.empty(), new char[0], Optional.of(certificates.file("ca.crt")));
      assertThatThrownBy(() -> archive(orthanc.dicomPort(), Optional.of(nameless), SHORT).echo())
          .as("no connection without a certificate")
          .isInstanceOf(InputDataException.class);
    }
  }

  /** With a peer that is right, the handshake ends and the wait for DICOM begins. */
  @Test
  void aGoodPeerIsTrusted() {
    assertThat(refusal("-cert good.crt -key key.pem")).contains("no answer to the request");
    assertThat(refusal("-cert good.crt -key key.pem -tls1_2")).contains("no answer to the request");
  }

  @ParameterizedTest
  @CsvSource({
    "TLS 1.0, -cert good.crt -key key.pem -tls1 -cipher ALL:@SECLEVEL=0",
    "TLS 1.1, -cert good.crt -key key.pem -tls1_1 -cipher ALL:@SECLEVEL=0",
    "expired, -cert expired.crt -key key.pem",
    "not yet valid, -cert early.crt -key key.pem",
    "signed by itself, -cert selfsigned.crt -key key.pem",
    "of an unknown authority, -cert rogue.crt -key key.pem",
    "of another host, -cert elsewhere.crt -key key.pem",
    "short key, -cert short.crt -key short.pem -cipher ALL:@SECLEVEL=0",
    "SHA-1, -cert sha1.crt -key key.pem -cipher ALL:@SECLEVEL=0",
    "for clients only, -cert clientonly.crt -key key.pem",
    "anonymous, -nocert -tls1_2 -cipher aNULL:@SECLEVEL=0",
    "no forward secrecy, -cert good.crt -key key.pem -tls1_2 -cipher AES128-SHA:@SECLEVEL=0",
    "finite-field exchange, -cert good.crt -key key.pem -tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0",
    "no encryption, -cert good.crt -key key.pem -tls1_2 -cipher NULL-SHA256:@SECLEVEL=0"
  })
  void badPeersAreRefused(String kind, String options) {
    assertThat(refusal(options)).as(kind).contains("no safe connection by TLS");
  }

  @Test
  void aPlainPeerIsRefused() {
    try (StoreServer plain = server(Optional.empty())) {
      assertThatThrownBy(() -> archive(plain.port(), Optional.of(ours), SHORT).echo())
          .isInstanceOf(InputDataException.class);
    }
  }

  @Test
  void ourServerWantsACertificateItTrusts() {
    try (StoreServer server = server(Optional.of(ours))) {
      assertThat(archive(server.port(), Optional.of(ours), SHORT).echo()).isPositive();
      for (String bad : List.of("expired", "selfsigned", "rogue")) {
        TlsContext identity =
            TlsContext.of(
                Optional.of(certificates.identity(bad, "key.pem")),
                Certificates.PASSWORD,
                Optional.of(certificates.file("ca.crt")));
        assertThatThrownBy(() -> archive(server.port(), Optional.of(identity), SHORT).echo())
            .as(bad)
            .isInstanceOf(InputDataException.class);
      }
      TlsContext nameless =
          TlsContext.of(Optional.empty(), new char[0], Optional.of(certificates.file("ca.crt")));
      assertThatThrownBy(() -> archive(server.port(), Optional.of(nameless), SHORT).echo())
          .isInstanceOf(InputDataException.class);
      assertThatThrownBy(() -> archive(server.port(), Optional.empty(), SHORT).echo())
          .isInstanceOf(InputDataException.class);
      assertThat(archive(server.port(), Optional.of(ours), SHORT).echo()).isPositive();
    }
  }

  @Test
  void aWrongPasswordIsSaid() {
    assertThatThrownBy(
            () ->
                TlsContext.of(
                    Optional.of(certificates.file("client.p12")),
                    "wrong".toCharArray(),
                    Optional.empty()))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("password");
  }

  private StoreServer server(Optional<TlsContext> tls) {
    return StoreServer.start(
        new StoreServer.Settings(0, "PEER", Set.of(), tls),
        new ReceiveFolder(folder.resolve("came")),
        SHORT,
        e -> {});
  }

  private static DicomArchive archive(int port, Optional<TlsContext> tls, Timeouts timeouts) {
    String called = timeouts.equals(SHORT) ? "PEER" : Orthanc.AET;
    return new DicomArchive(
        new DicomNode("localhost", port, called, Orthanc.OURS, tls), timeouts, new Cancellation());
  }

  /** What our client says of a peer that openssl plays with these options. */
  private static String refusal(String options) {
    int port = Orthanc.freePort();
    List<String> command =
        new ArrayList<>(List.of("openssl", "s_server", "-quiet", "-port", String.valueOf(port)));
    command.addAll(List.of(options.split(" ")));
    try {
      Process peer =
          new ProcessBuilder(command)
              .directory(certificates.file("").toFile())
              .redirectErrorStream(true)
              .redirectOutput(certificates.file("peer-%d.log".formatted(port)).toFile())
              .start();
      try {
        await(port, peer);
        archive(port, Optional.of(ours), SHORT).echo();
        return "it was trusted";
      } catch (InputDataException e) {
        return e.getMessage();
      } finally {
        peer.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(int port, Process peer) {
    for (int n = 0; n < 200; n++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("localhost", port), 200);
        return;
      } catch (IOException e) {
        assertThat(peer.isAlive()).as("openssl s_server runs").isTrue();
        pause();
      }
    }
    throw new AssertionError("openssl s_server did not start");
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
