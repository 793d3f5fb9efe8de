package org.regista.io.dicom.pixels;

/**
 * The entropy-coded bits of a JPEG scan, without the bytes or bits that keep markers apart from
 * them. May look a few bits ahead of the end, but not consume them.
 */
final class EntropyBits {

  private final byte[] bytes;

  /** JPEG puts a zero byte after 0xff (T.81 F.1.2.3), JPEG-LS a zero bit (T.87 A.1). */
  private final boolean stuffedBit;

  private int at;
  private long buffer;
  private int count;
  private int beyondEnd;

  EntropyBits(byte[] bytes, int from, boolean stuffedBit) {
    this.bytes = bytes;
    this.at = from;
    this.stuffedBit = stuffedBit;
  }

  int bit() throws DamagedPixelsException {
    return bits(1);
  }

  /** Up to 24 bits. */
  int bits(int n) throws DamagedPixelsException {
    fill();
    int value = (int) (buffer >>> (count - n)) & ((1 << n) - 1);
    skip(n);
    return value;
  }

  int peek16() {
    fill();
    return (int) (buffer >>> (count - 16)) & 0xffff;
  }

  /** Consumes bits that have been looked at. */
  void skip(int n) throws DamagedPixelsException {
    count -= n;
    if (count < beyondEnd) {
      throw new DamagedPixelsException("their code ends too early");
    }
  }

  private void fill() {
    while (count <= 32) {
      int next = at < bytes.length ? bytes[at] & 0xff : -1;
      int width = 8;
      if (next == 0xff) {
        int after = at + 1 < bytes.length ? bytes[at + 1] & 0xff : 0xff;
        boolean marker = stuffedBit ? after > 0x7f : after != 0;
        next = marker ? -1 : next;
      }
      if (next < 0) {
        beyondEnd += width;
        buffer <<= width;
      } else {
        boolean afterFf = at > 0 && bytes[at - 1] == (byte) 0xff;
        if (stuffedBit && afterFf) {
          width = 7;
        }
        buffer = buffer << width | next;
        at += !stuffedBit && next == 0xff ? 2 : 1;
      }
      count += width;
    }
  }

  /** Forgets the rest of the current interval and steps over the next restart marker. */
  void restart(int number) throws DamagedPixelsException {
    while (at + 1 < bytes.length && bytes[at] == (byte) 0xff && bytes[at + 1] == (byte) 0xff) {
      at++;
    }
    boolean there =
        at + 1 < bytes.length
            && bytes[at] == (byte) 0xff
            && (bytes[at + 1] & 0xff) == 0xd0 + (number & 7);
    if (!there) {
      throw new DamagedPixelsException("a restart marker is missing");
    }
    at += 2;
    buffer = 0;
    count = 0;
    beyondEnd = 0;
  }
}
