package org.regista.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.dcm4che3.data.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which fragments belong to which frame. */
class EncapsulatedPixelsTest {

  private static final long SMALL = 100;

  @TempDir Path folder;

  /** A file of nothing but pixel data: a table of offsets and fragments of text. */
  private Path file(int[] offsets, String... fragments) throws IOException {
    return Files.write(folder.resolve("file"), part10(offsets, fragments));
  }

  private static byte[] part10(int[] offsets, String... fragments) {
    String syntax = "1.2.840.10008.1.2.5\0";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[128]);
    out.writeBytes(text("DICM"));
    ByteBuffer meta = little(12 + 8 + syntax.length());
    meta.putShort((short) 2).putShort((short) 0).put(text("UL")).putShort((short) 4);
    meta.putInt(8 + syntax.length());
    meta.putShort((short) 2).putShort((short) 0x10).put(text("UI"));
    meta.putShort((short) syntax.length()).put(text(syntax));
    out.writeBytes(meta.array());
    ByteBuffer head = little(12);
    head.putShort((short) 0x7fe0).putShort((short) 0x10).put(text("OB")).putShort((short) 0);
    out.writeBytes(head.putInt(-1).array());
    ByteBuffer table = little(4 * offsets.length);
    for (int offset : offsets) {
      table.putInt(offset);
    }
    item(out, table.array());
    for (String fragment : fragments) {
      item(out, text(fragment));
    }
    ByteBuffer end = little(8).putShort((short) 0xfffe).putShort((short) 0xe0dd).putInt(0);
    out.writeBytes(end.array());
    return out.toByteArray();
  }

  private static void item(ByteArrayOutputStream out, byte[] value) {
    ByteBuffer head = little(8).putShort((short) 0xfffe).putShort((short) 0xe000);
    out.writeBytes(head.putInt(value.length).array());
    out.writeBytes(value);
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String frame(Path file, int frame, int frames) throws IOException {
    try (BoundedDicomInput in = BoundedDicomInput.open(file)) {
      in.readDataset(-1, Tag.PixelData);
      return new String(
          EncapsulatedPixels.frame(in, frame, frames, SMALL), StandardCharsets.US_ASCII);
    }
  }

  private static void check(Path file, int frames) throws IOException {
    try (BoundedDicomInput in = BoundedDicomInput.open(file)) {
      in.readDataset(-1, Tag.PixelData);
      EncapsulatedPixels.check(in, frames);
    }
  }

  @Test
  void allFragmentsOfASingleFrameAreJoined() throws IOException {
    assertThat(frame(file(new int[0], "ab", "cdef", "gh"), 0, 1)).isEqualTo("abcdefgh");
  }

  @Test
  void offsetsTellWhereFramesBegin() throws IOException {
    Path file = file(new int[] {0, 22, 36}, "ab", "cdef", "ghijkl", "mn", "op");
    check(file, 3);
    assertThat(frame(file, 0, 3)).isEqualTo("abcdef");
    assertThat(frame(file, 1, 3)).isEqualTo("ghijkl");
    assertThat(frame(file, 2, 3)).isEqualTo("mnop");
  }

  @Test
  void withoutOffsetsEachFragmentIsAFrame() throws IOException {
    Path file = file(new int[0], "ab", "cdef", "gh");
    check(file, 3);
    assertThat(frame(file, 1, 3)).isEqualTo("cdef");
    assertThatThrownBy(() -> check(file, 2))
        .hasMessageContaining("3 compressed fragments cannot be told apart into 2 frames");
  }

  @Test
  void whatIsMissingIsSaid() throws IOException {
    byte[] whole = part10(new int[0], "ab", "cdef");
    for (int lost : new int[] {1, 8, 9, 13, 20}) {
      Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length - lost));
      assertThatThrownBy(() -> check(cut, 1)).hasMessageContaining("cut short");
    }
    assertThatThrownBy(() -> check(file(new int[0]), 1)).hasMessageContaining("0 compressed");
  }

  @Test
  void moreThanAFrameCanNeedIsNotKept() throws IOException {
    String large = "x".repeat(40_000);
    assertThatThrownBy(() -> frame(file(new int[0], large, large), 0, 1))
        .hasMessageContaining("longer than they can be");
  }
}
