package org.regista.io.dicom.pixels;

/**
 * Contexts of the significance of a sample by its significant neighbours (T.800 Table D.1). They
 * are counted in one byte: up to 2 horizontal, 2 vertical, 4 diagonal.
 */
final class SignificanceContexts {

  static final int HORIZONTAL = 1;
  static final int VERTICAL = 4;
  static final int DIAGONAL = 16;

  private static final byte[] LL_LH = new byte[128];
  private static final byte[] HL = new byte[128];
  private static final byte[] HH = new byte[128];

  static {
    for (int n = 0; n < 128; n++) {
      int h = n & 3;
      int v = n >> 2 & 3;
      int d = n >> 4;
      LL_LH[n] = (byte) alongEdges(h, v, d);
      HL[n] = (byte) alongEdges(v, h, d);
      HH[n] = (byte) diagonal(h + v, d);
    }
  }

  private SignificanceContexts() {}

  /** For orientation 0 LL, 1 HL, 2 LH, 3 HH: the context by the counted neighbours. */
  static byte[] table(int orientation) {
    return switch (orientation) {
      case 1 -> HL;
      case 3 -> HH;
      default -> LL_LH;
    };
  }

  private static int alongEdges(int h, int v, int d) {
    if (h == 2) {
      return 8;
    }
    if (h == 1) {
      return v >= 1 ? 7 : d >= 1 ? 6 : 5;
    }
    return v == 2 ? 4 : v == 1 ? 3 : Math.min(2, d);
  }

  private static int diagonal(int hv, int d) {
    if (d >= 3) {
      return 8;
    }
    if (d == 2) {
      return hv >= 1 ? 7 : 6;
    }
    return d == 1 ? 3 + Math.min(2, hv) : Math.min(2, hv);
  }
}
