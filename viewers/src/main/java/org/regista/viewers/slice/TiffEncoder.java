package org.regista.viewers.slice;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Baseline TIFF (TIFF 6.0, sections 2 and 6): one uncompressed strip of 8-bit RGB, little-endian.
 * Opacity is left out; pictures are opaque.
 */
final class TiffEncoder {

  private static final int HEADER = 8;
  private static final int ENTRIES = 10;
  private static final int SHORT = 3;
  private static final int LONG = 4;

  private TiffEncoder() {}

  static byte[] encode(PixelImage image) {
    int width = image.width();
    int height = image.height();
    int[] argb = image.argb();
    int directory = 2 + ENTRIES * 12 + 4;
    int bits = HEADER + directory;
    int pixels = bits + 6;
    ByteBuffer out =
        ByteBuffer.allocate(Math.addExact(pixels, Math.multiplyExact(3, argb.length)))
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(HEADER);
    out.putShort((short) ENTRIES);
    entry(out, 256, LONG, 1, width);
    entry(out, 257, LONG, 1, height);
    entry(out, 258, SHORT, 3, bits); // bits per sample, of three samples
    entry(out, 259, SHORT, 1, 1); // no compression
    entry(out, 262, SHORT, 1, 2); // RGB
    entry(out, 273, LONG, 1, pixels); // where the strip is
    entry(out, 277, SHORT, 1, 3); // samples per pixel
    entry(out, 278, LONG, 1, height); // rows in the strip
    entry(out, 279, LONG, 1, 3 * argb.length); // bytes of the strip
    entry(out, 284, SHORT, 1, 1); // samples of a pixel together
    out.putInt(0);
    out.putShort((short) 8).putShort((short) 8).putShort((short) 8);
    for (int p : argb) {
      out.put((byte) (p >> 16)).put((byte) (p >> 8)).put((byte) p);
    }
    return out.array();
  }

  private static void entry(ByteBuffer out, int tag, int type, int count, int value) {
    out.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }
}
