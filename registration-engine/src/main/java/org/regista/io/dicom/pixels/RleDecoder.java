package org.regista.io.dicom.pixels;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * RLE (PS3.5 Annex G): a header of 16 numbers, then the bytes of all pixels as planes, the most
 * significant first, each packed by PackBits.
 */
final class RleDecoder {

  private static final int HEADER = 64;
  private static final int MOST_SEGMENTS = 15;

  private RleDecoder() {}

  static int[] decode(byte[] bytes, FrameShape shape) throws DamagedPixelsException {
    int[] pixels = new int[shape.pixelCount()];
    if (bytes.length < HEADER) {
      throw new DamagedPixelsException("the RLE header is cut short");
    }
    ByteBuffer header = ByteBuffer.wrap(bytes, 0, HEADER).order(ByteOrder.LITTLE_ENDIAN);
    int segments = header.getInt(0);
    if (segments != shape.bytesPerPixel() || segments > MOST_SEGMENTS) {
      throw new DamagedPixelsException(
          "they have %d RLE segments, where %d bits per pixel need %d"
              .formatted(segments, shape.bitsAllocated(), shape.bytesPerPixel()));
    }
    for (int n = 0; n < segments; n++) {
      int from = header.getInt(4 * (n + 1));
      int to = n + 1 < segments ? header.getInt(4 * (n + 2)) : bytes.length;
      if (from < HEADER || to > bytes.length || from > to) {
        throw new DamagedPixelsException("RLE segment %d lies outside the frame".formatted(n + 1));
      }
      unpack(bytes, from, to, pixels, n);
    }
    return pixels;
  }

  /** Appends one byte to each pixel. */
  private static void unpack(byte[] bytes, int from, int to, int[] pixels, int segment)
      throws DamagedPixelsException {
    int at = from;
    int n = 0;
    while (n < pixels.length) {
      int code = at < to ? bytes[at++] : -128;
      int length = code >= 0 ? code + 1 : code == -128 ? 0 : 1 - code;
      int needed = code >= 0 ? length : 1;
      if (at + needed > to) {
        throw new DamagedPixelsException(
            "RLE segment %d ends after %d of %d pixels".formatted(segment + 1, n, pixels.length));
      }
      // the last run may reach over the end to fill up the padding byte
      for (int stop = Math.min(pixels.length, n + length), m = n; m < stop; m++) {
        pixels[m] = pixels[m] << 8 | (bytes[code >= 0 ? at + m - n : at] & 0xff);
      }
      n += length;
      at += code == -128 ? 0 : needed;
    }
  }
}
