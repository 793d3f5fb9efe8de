package org.regista.study.network.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.register.Cancellation;
import org.regista.study.network.ReceiveFolder;
import org.regista.study.network.association.Timeouts;

/** What a listening server meets; after each it still answers C-ECHO, and nothing is written. */
final class HostilePeerTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final String CT = "1.2.840.10008.5.1.4.1.1.2";
  private static final String EXPLICIT = "1.2.840.10008.1.2.1";

  @TempDir private Path folder;
  private StoreServer server;

  @BeforeEach
  void start() {
    server =
        StoreServer.start(
            new StoreServer.Settings(0, "STATION", Set.of(), Optional.empty()),
            new ReceiveFolder(folder.resolve("came")),
            Timeouts.all(TIMEOUT),
            e -> {});
  }

  @AfterEach
  void stillAnswers() {
    long start = System.nanoTime();
    DicomArchive us =
        new DicomArchive(
            new DicomNode("localhost", server.port(), "STATION", "US", Optional.empty()),
            Timeouts.all(Duration.ofSeconds(5)),
            new Cancellation());
    assertThat(us.echo()).isPositive();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    server.close();
    assertThat(folder.resolve("came"))
        .satisfiesAnyOf(f -> assertThat(f).doesNotExist(), f -> assertThat(f).isEmptyDirectory());
  }

  @Test
  void garbage() throws IOException {
    byte[] bytes = new byte[100_000];
    new Random(3).nextBytes(bytes);
    assertClosed(bytes);
    assertClosed("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void endlessUnits() throws IOException {
    assertClosed(pdu(1, 0xFFFFFFFF, new byte[100]));
    assertClosed(pdu(4, 0x7FFFFFFF, new byte[100]));
    assertClosed(pdu(1, 200_000, new byte[100]));
  }

  @Test
  void damagedRequests() throws IOException {
    byte[] good = request(CT, EXPLICIT);
    Random random = new Random(5);
    for (int trial = 0; trial < 60; trial++) {
      byte[] bad = good.clone();
      for (int n = 0; n < 3; n++) {
        bad[74 + random.nextInt(bad.length - 74)] = (byte) random.nextInt(256);
      }
      try (Socket peer = connect()) {
        peer.getOutputStream().write(bad);
        peer.shutdownOutput();
        peer.getInputStream().readAllBytes();
      }
    }
  }

  @Test
  void dataBeforeAnyAgreement() throws IOException {
    assertClosed(pdu(4, 10, new byte[10]));
    assertClosed(pdu(5, 4, new byte[4]));
  }

  @Test
  void oneByteAtATime() throws InterruptedException {
    byte[] good = request(CT, EXPLICIT);
    long start = System.nanoTime();
    try (Socket peer = connect()) {
      for (byte one : good) {
        peer.getOutputStream().write(one);
        Thread.sleep(50);
      }
      throw new AssertionError("it had the patience for all of it");
    } catch (IOException e) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }
  }

  @Test
  void silence() throws IOException {
    long start = System.nanoTime();
    assertThrownOut(connect());
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.plusSeconds(1));
  }

  /** Waits until the server has closed it. */
  private static void assertThrownOut(Socket peer) throws IOException {
    try (peer) {
      peer.getInputStream().readAllBytes();
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the server lets a silent peer stay", e);
    } catch (SocketException e) {
      // closed hard is closed too
    }
  }

  @Test
  void manyConnectionsAtOnce() throws IOException {
    List<Socket> peers = new ArrayList<>();
    for (int n = 0; n < 1000; n++) {
      peers.add(connect());
    }
    for (Socket peer : peers) {
      assertThrownOut(peer); // and then others may come
    }
  }

  @Test
  void objectsThatLieAboutThemselves() throws IOException {
    List<String> uids = List.of("../../escape", "/etc/passwd", "", "1.2.3", ".", "1.2\0.3");
    for (String uid : uids) {
      assertThat(store(uid, new byte[] {8, 0, 24, 0, 'U', 'I', 4, 0, '1', '.', '9', 0}))
          .isNotZero();
    }
    assertThat(folder.resolveSibling("escape.dcm")).doesNotExist();
  }

  @Test
  void nestingWithoutEnd() throws IOException {
    ByteBuffer deep = ByteBuffer.allocate(20_000 * 20).order(ByteOrder.LITTLE_ENDIAN);
    while (deep.remaining() >= 20) {
      deep.putInt(0x11400008).put((byte) 'S').put((byte) 'Q').putShort((short) 0).putInt(-1);
      deep.putInt(0xE000FFFE).putInt(-1);
    }
    assertThat(store("1.2.3", deep.array())).isNotZero();
  }

  /** The status that our server answers to an object; 0 is success. */
  private int store(String uid, byte[] dataSet) throws IOException {
    try (Socket peer = connect()) {
      OutputStream out = peer.getOutputStream();
      out.write(request(CT, EXPLICIT));
      readUnit(peer);
      out.write(fragment(3, command(uid)));
      for (int from = 0; from < dataSet.length; from += 16_000) {
        int to = Math.min(dataSet.length, from + 16_000);
        byte[] piece = Arrays.copyOfRange(dataSet, from, to);
        out.write(fragment(to == dataSet.length ? 2 : 0, piece));
      }
      byte[] answer = readUnit(peer);
      for (int n = 0; n < answer.length - 10; n++) {
        if (answer[n] == 0 && answer[n + 1] == 0 && answer[n + 2] == 0 && answer[n + 3] == 9) {
          return (answer[n + 8] & 0xff) | ((answer[n + 9] & 0xff) << 8);
        }
      }
      throw new AssertionError("an answer without status");
    }
  }

  private static byte[] command(String uid) {
    ByteBuffer out = ByteBuffer.allocate(400).order(ByteOrder.LITTLE_ENDIAN);
    element(out, 0x0002, CT.getBytes(StandardCharsets.US_ASCII));
    element(out, 0x0100, new byte[] {1, 0});
    element(out, 0x0110, new byte[] {1, 0});
    element(out, 0x0800, new byte[] {1, 0});
    element(out, 0x1000, uid.getBytes(StandardCharsets.US_ASCII));
    byte[] bytes = new byte[out.position()];
    out.get(0, bytes);
    return bytes;
  }

  private static void element(ByteBuffer out, int element, byte[] value) {
    out.putShort((short) 0).putShort((short) element).putInt(value.length).put(value);
  }

  private static byte[] fragment(int flags, byte[] bytes) {
    byte[] body =
        ByteBuffer.allocate(6 + bytes.length)
            .putInt(bytes.length + 2)
            .put((byte) 1)
            .put((byte) flags)
            .put(bytes)
            .array();
    return pdu(4, body.length, body);
  }

  /** A request for an association with one context. */
  private static byte[] request(String sopClass, String syntax) {
    ByteBuffer out = ByteBuffer.allocate(1000);
    out.putShort((short) 1).putShort((short) 0);
    out.put("%-16s%-16s".formatted("STATION", "FOE").getBytes(StandardCharsets.US_ASCII));
    out.put(new byte[32]);
    item(out, 0x10, "1.2.840.10008.3.1.1.1".getBytes(StandardCharsets.US_ASCII));
    ByteBuffer context = ByteBuffer.allocate(200);
    context.put(new byte[] {1, 0, 0, 0});
    item(context, 0x30, sopClass.getBytes(StandardCharsets.US_ASCII));
    item(context, 0x40, syntax.getBytes(StandardCharsets.US_ASCII));
    item(out, 0x20, Arrays.copyOf(context.array(), context.position()));
    ByteBuffer user = ByteBuffer.allocate(20);
    item(user, 0x51, new byte[] {0, 0, 64, 0});
    item(out, 0x50, Arrays.copyOf(user.array(), user.position()));
    return pdu(1, out.position(), Arrays.copyOf(out.array(), out.position()));
  }

  private static void item(ByteBuffer out, int type, byte[] value) {
    out.put((byte) type).put((byte) 0).putShort((short) value.length).put(value);
  }

  private static byte[] pdu(int type, int length, byte[] body) {
    return ByteBuffer.allocate(6 + body.length)
        .put((byte) type)
        .put((byte) 0)
        .putInt(length)
        .put(body)
        .array();
  }

  private static byte[] readUnit(Socket peer) throws IOException {
    byte[] head = peer.getInputStream().readNBytes(6);
    return peer.getInputStream().readNBytes(ByteBuffer.wrap(head).getInt(2));
  }

  private Socket connect() throws IOException {
    Socket peer = new Socket(InetAddress.getLoopbackAddress(), server.port());
    peer.setSoTimeout(5000);
    return peer;
  }

  /** Our server ends the connection, in time. */
  private void assertClosed(byte[] sent) throws IOException {
    long start = System.nanoTime();
    try (Socket peer = connect()) {
      peer.getOutputStream().write(sent);
      peer.getInputStream().readAllBytes();
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the connection stays open", e);
    } catch (IOException e) {
      // closed hard is closed too
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.plusSeconds(2));
  }
}
