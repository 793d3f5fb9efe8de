package org.regista.study.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * An Orthanc (Debian packages orthanc and orthanc-dicomweb) of a test's own, on free ports and in a
 * folder of its own. It knows us as "REGISTA" and is called "TESTPACS".
 */
public final class Orthanc implements AutoCloseable {

  public static final String AET = "TESTPACS";
  public static final String OURS = "REGISTA";
  public static final String USER = "tester";
  public static final String PASSWORD = "not-a-secret";

  private static final Path PROGRAM = Path.of("/usr/sbin/Orthanc");
  private static final Path DICOMWEB = Path.of("/usr/share/orthanc/plugins/libOrthancDicomWeb.so");

  private final Process process;
  private final int dicomPort;
  private final int httpPort;
  private final int movePort;

  private Orthanc(Process process, int dicomPort, int httpPort, int movePort) {
    this.process = process;
    this.dicomPort = dicomPort;
    this.httpPort = httpPort;
    this.movePort = movePort;
  }

  public static Orthanc start(Path folder) {
    return start(folder, Map.of());
  }

  /**
   * @param more settings that are added to the usual ones
   */
  public static Orthanc start(Path folder, Map<String, Object> more) {
    assertThat(PROGRAM).as("Debian package orthanc; './run setup' installs it").exists();
    assertThat(DICOMWEB).as("Debian package orthanc-dicomweb; './run setup' installs it").exists();
    int dicomPort = freePort();
    int httpPort = freePort();
    int movePort = freePort();
    Map<String, Object> settings = new TreeMap<>(usual(folder, dicomPort, httpPort));
    boolean tls = Boolean.TRUE.equals(more.get("DicomTlsEnabled"));
    settings.put(
        "DicomModalities",
        Map.of(
            "regista",
            Map.of("AET", OURS, "Host", "localhost", "Port", movePort, "UseDicomTls", tls)));
    settings.putAll(more);
    try {
      Path config = folder.resolve("orthanc.json");
      Files.createDirectories(folder.resolve("db"));
      new ObjectMapper().writeValue(config.toFile(), settings);
      Process process =
          new ProcessBuilder(PROGRAM.toString(), config.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("orthanc.log").toFile())
              .start();
      Orthanc orthanc = new Orthanc(process, dicomPort, httpPort, movePort);
      orthanc.await(folder);
      return orthanc;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> usual(Path folder, int dicomPort, int httpPort) {
    Map<String, Object> settings = new TreeMap<>();
    settings.put("Name", AET);
    settings.put("StorageDirectory", folder.resolve("db").toString());
    settings.put("IndexDirectory", folder.resolve("db").toString());
    settings.put("Plugins", List.of(DICOMWEB.toString()));
    settings.put("RemoteAccessAllowed", true);
    settings.put("AuthenticationEnabled", true);
    settings.put("RegisteredUsers", Map.of(USER, PASSWORD));
    settings.put("HttpPort", httpPort);
    settings.put("DicomAet", AET);
    settings.put("DicomPort", dicomPort);
    settings.put("DicomCheckCalledAet", true);
    settings.put("DicomCheckModalityHost", false);
    settings.put("UnknownSopClassAccepted", true);
    settings.put("DicomScpTimeout", 10);
    settings.put("DicomScuTimeout", 10);
    for (String service : List.of("Store", "Echo", "Get", "Find", "Move")) {
      settings.put("DicomAlwaysAllow" + service, false);
    }
    settings.put("DicomWeb", Map.of("Enable", true, "Root", "/dicom-web/"));
    return settings;
  }

  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void await(Path folder) {
    for (int n = 0; n < 600; n++) {
      assertThat(process.isAlive())
          .as("Orthanc runs; see %s", folder.resolve("orthanc.log"))
          .isTrue();
      if (answers(dicomPort) && answers(httpPort)) {
        return;
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    close();
    throw new AssertionError("Orthanc did not start within 30 s");
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("localhost", port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  public int dicomPort() {
    return dicomPort;
  }

  /** Where DICOMweb is. */
  public String webRoot() {
    return "http://localhost:%d/dicom-web".formatted(httpPort);
  }

  /** Where it sends what we ask it to move. */
  public int movePort() {
    return movePort;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
