package org.regista.io.dicom.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;

/**
 * Target of Jazzer: compressed frames. The first byte chooses the encoding, the next two rows and
 * columns, the fourth the bits.
 */
class FrameDecoderFuzzTest {

  private static final List<String> SYNTAXES =
      List.of(
          "1.2.840.10008.1.2.5",
          "1.2.840.10008.1.2.4.50",
          "1.2.840.10008.1.2.4.70",
          "1.2.840.10008.1.2.4.80",
          "1.2.840.10008.1.2.4.90");

  private static final int HEAD = 4;

  @FuzzTest(maxDuration = "60s")
  void frames(byte[] bytes) {
    if (bytes.length < HEAD) {
      return;
    }
    String syntax = SYNTAXES.get((bytes[0] & 0xff) % SYNTAXES.size());
    FrameShape shape =
        new FrameShape(1 + (bytes[1] & 0xff), 1 + (bytes[2] & 0xff), 8 << (bytes[3] & 1));
    try {
      int[] pixels =
          FrameDecoder.decode(syntax, Arrays.copyOfRange(bytes, HEAD, bytes.length), shape);
      assertThat(pixels).hasSize(shape.rows() * shape.columns());
    } catch (DamagedPixelsException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
