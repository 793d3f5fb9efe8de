package org.regista.io.dicom.pixels;

/** The bytes of a tile, and the bits of its packet headers with a zero bit after 0xff (B.10.1). */
final class PacketBits {

  private final byte[] bytes;
  private int at;
  private int current;
  private int left;

  PacketBits(byte[] bytes) {
    this.bytes = bytes;
  }

  int position() {
    return at;
  }

  int remaining() {
    return bytes.length - at;
  }

  int bit() throws DamagedPixelsException {
    if (left == 0) {
      if (at >= bytes.length) {
        throw new DamagedPixelsException("their JPEG 2000 packets end too early");
      }
      left = current == 0xff ? 7 : 8;
      current = bytes[at++] & 0xff;
    }
    left--;
    return current >> left & 1;
  }

  int bits(int count) throws DamagedPixelsException {
    int value = 0;
    for (int n = 0; n < count; n++) {
      value = value << 1 | bit();
    }
    return value;
  }

  /** Ends a packet header; a byte follows in which 0xff would have been stuffed. */
  void align() {
    if (current == 0xff) {
      at++;
    }
    left = 0;
    current = 0;
  }

  /** Steps over a marker if it is the next. */
  void skipMarker(int marker, int length) {
    if (remaining() >= length
        && (bytes[at] & 0xff) == marker >> 8
        && (bytes[at + 1] & 0xff) == (marker & 0xff)) {
      at += length;
    }
  }

  /** Steps over the body of a code block and says where it starts. */
  int take(int count) throws DamagedPixelsException {
    if (count < 0 || count > remaining()) {
      throw new DamagedPixelsException("their JPEG 2000 packets end too early");
    }
    at += count;
    return at - count;
  }
}
