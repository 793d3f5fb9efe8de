package org.regista.io.dicom.pixels;

import java.util.Arrays;

/** Big-endian numbers out of bytes, with an end. */
final class ByteCursor {

  private final byte[] bytes;
  private final int end;
  private int at;

  ByteCursor(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private ByteCursor(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  int position() {
    return at;
  }

  int remaining() {
    return end - at;
  }

  private void need(long count) throws DamagedPixelsException {
    if (count < 0 || count > remaining()) {
      throw new DamagedPixelsException("their header is cut short");
    }
  }

  int u8() throws DamagedPixelsException {
    need(1);
    return bytes[at++] & 0xff;
  }

  int u16() throws DamagedPixelsException {
    return u8() << 8 | u8();
  }

  long u32() throws DamagedPixelsException {
    return (long) u16() << 16 | u16();
  }

  int peek16() throws DamagedPixelsException {
    need(2);
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  boolean endsWith(int word) {
    return (bytes[end - 2] & 0xff) == word >> 8 && (bytes[end - 1] & 0xff) == (word & 0xff);
  }

  void skip(long count) throws DamagedPixelsException {
    need(count);
    at += (int) count;
  }

  /** The next bytes, which this cursor leaves behind. */
  ByteCursor slice(int count) throws DamagedPixelsException {
    need(count);
    at += count;
    return new ByteCursor(bytes, at - count, at);
  }

  byte[] bytes(int count) throws DamagedPixelsException {
    need(count);
    at += count;
    return Arrays.copyOfRange(bytes, at - count, at);
  }
}
