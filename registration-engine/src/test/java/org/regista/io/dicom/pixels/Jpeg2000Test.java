package org.regista.io.dicom.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Code streams of OpenJPEG with many options, against what was compressed. */
class Jpeg2000Test {

  private static final Path FILES = Path.of("..", "test-data", "dicom_transfer_syntax", "jpeg2000");

  private static final FrameShape SHAPE = new FrameShape(61, 73, 16);
  private static final String LOSSLESS = "1.2.840.10008.1.2.4.90";

  private static int[] decode(byte[] bytes) throws DamagedPixelsException {
    return FrameDecoder.decode(LOSSLESS, bytes, SHAPE);
  }

  private static byte[] file(String name) throws IOException {
    return Files.readAllBytes(FILES.resolve(name));
  }

  private static int[] original() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(file("original.u16")).order(ByteOrder.LITTLE_ENDIAN);
    int[] values = new int[SHAPE.rows() * SHAPE.columns()];
    Arrays.setAll(values, n -> bytes.getShort(2 * n) & 0xffff);
    return values;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "allmodes",
        "bypass_layers",
        "termall_layers",
        "causal",
        "cprl",
        "pcrl",
        "rpcl",
        "rlcp",
        "lrcp_layers",
        "tiles_pcrl",
        "offset",
        "offset_pcrl",
        "nolevels",
        "block",
        "seven"
      })
  void reversibleStreamsAreExact(String name) throws IOException {
    assertThat(decode(file(name + ".j2k"))).isEqualTo(original());
  }

  /** The largest errors are those that OpenJPEG itself makes. */
  @ParameterizedTest
  @CsvSource({"irrev, 13", "irrev_offset, 4", "truncated, 14"})
  void lossyStreamsAreAsNearAsOpenJpegHasThem(String name, int largest) throws IOException {
    int[] expected = original();
    int[] actual = decode(file(name + ".j2k"));
    int worst = 0;
    for (int n = 0; n < expected.length; n++) {
      worst = Math.max(worst, Math.abs(actual[n] - expected[n]));
    }
    assertThat(worst).isBetween(largest - 1, largest + 1);
  }

  @Test
  void aStreamInsideJp2BoxesIsFound() throws IOException {
    byte[] stream = file("plain.j2k");
    ByteBuffer boxes = ByteBuffer.allocate(12 + 8 + stream.length);
    boxes.putInt(12).putInt(0x6a502020).putInt(0x0d0a870a);
    boxes.putInt(8 + stream.length).putInt(0x6a703263).put(stream);
    assertThat(decode(boxes.array())).isEqualTo(original());
  }

  @Test
  void aTruncatedStreamIsRefused() throws IOException {
    byte[] stream = file("plain.j2k");
    for (int length : new int[] {0, 1, 3, 40, 90, 120, 200, stream.length / 2}) {
      assertThatThrownBy(() -> decode(Arrays.copyOf(stream, length)))
          .isInstanceOf(DamagedPixelsException.class);
    }
  }

  @Test
  void anotherSizeThanTheHeaderSaysIsRefused() throws IOException {
    byte[] stream = file("plain.j2k");
    assertThatThrownBy(() -> FrameDecoder.decode(LOSSLESS, stream, new FrameShape(73, 61, 16)))
        .hasMessageContaining("73 x 61 pixels, the header says 61 x 73");
    assertThatThrownBy(() -> FrameDecoder.decode(LOSSLESS, stream, new FrameShape(61, 73, 8)))
        .hasMessageContaining("12 bits, the header allocates 8");
  }
}
