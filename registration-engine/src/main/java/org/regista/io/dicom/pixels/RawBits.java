package org.regista.io.dicom.pixels;

/** The bits of coding passes that bypass the arithmetic coder (T.800 D.6). */
final class RawBits {

  private byte[] bytes = {};
  private int at;
  private int current;
  private int left;

  void start(byte[] codeWord) {
    bytes = codeWord;
    at = 0;
    current = 0;
    left = 0;
  }

  int bit() {
    if (left == 0) {
      left = current == 0xff ? 7 : 8;
      current = at < bytes.length ? bytes[at++] & 0xff : 0xff;
    }
    left--;
    return current >> left & 1;
  }
}
