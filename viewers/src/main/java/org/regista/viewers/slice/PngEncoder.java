package org.regista.viewers.slice;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * PNG (ISO/IEC 15948), 8 bit RGB, "up" filter: the same pixels on every machine and without AWT.
 */
final class PngEncoder {

  /**
   * The best level takes 30 times as long (1.6 s for the pictures of one result, more than the
   * registration) for files a fifth smaller.
   */
  private static final int DEFLATE_LEVEL = 3;

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte BIT_DEPTH = 8;
  private static final byte TRUE_COLOUR = 2;
  private static final byte FILTER_UP = 2;

  private PngEncoder() {}

  static byte[] encode(PixelImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    begin(out, image);
    chunk(out, "IDAT", deflate(filteredRows(image)));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static void begin(ByteArrayOutputStream out, PixelImage image) {
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(image.width()).putInt(image.height()).put(BIT_DEPTH).put(TRUE_COLOUR);
    out.writeBytes(SIGNATURE);
    chunk(out, "IHDR", header.array());
  }

  /**
   * An animated PNG (PNG third edition, chunks acTL, fcTL, fdAT) that repeats for ever; programs
   * that know only still pictures show the first one.
   *
   * @param picture gives picture n, of 0 to {@code count}-1, all of one size; asked once each
   */
  static byte[] animation(int count, IntFunction<PixelImage> picture, int milliseconds) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int sequence = 0;
    for (int n = 0; n < count; n++) {
      PixelImage image = picture.apply(n);
      if (n == 0) {
        begin(out, image);
        chunk(out, "acTL", ByteBuffer.allocate(8).putInt(count).putInt(0).array());
      }
      ByteBuffer control = ByteBuffer.allocate(26).putInt(sequence++);
      control.putInt(image.width()).putInt(image.height()).putInt(0).putInt(0);
      control.putShort((short) milliseconds).putShort((short) 1000);
      chunk(out, "fcTL", control.array());
      byte[] pixels = deflate(filteredRows(image));
      if (n == 0) {
        chunk(out, "IDAT", pixels);
      } else {
        ByteBuffer numbered = ByteBuffer.allocate(4 + pixels.length);
        chunk(out, "fdAT", numbered.putInt(sequence++).put(pixels).array());
      }
    }
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static byte[] filteredRows(PixelImage image) {
    int stride = 1 + 3 * image.width();
    byte[] rows = new byte[Math.multiplyExact(stride, image.height())];
    int n = 0;
    for (int row = 0; row < image.height(); row++) {
      rows[n++] = FILTER_UP;
      for (int column = 0; column < image.width(); column++) {
        int above = row == 0 ? 0 : image.argb(column, row - 1);
        int here = image.argb(column, row);
        rows[n++] = (byte) ((here >> 16) - (above >> 16));
        rows[n++] = (byte) ((here >> 8) - (above >> 8));
        rows[n++] = (byte) (here - above);
      }
    }
    return rows;
  }

  private static byte[] deflate(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Deflater deflater = new Deflater(DEFLATE_LEVEL)) {
      deflater.setInput(bytes);
      deflater.finish();
      byte[] part = new byte[1 << 16];
      while (!deflater.finished()) {
        out.write(part, 0, deflater.deflate(part));
      }
    }
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] body) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(body);
    out.writeBytes(ByteBuffer.allocate(4).putInt(body.length).array());
    out.writeBytes(name);
    out.writeBytes(body);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
