package org.regista.io.dicom.pixels;

import java.util.Arrays;

/** The adaptive binary arithmetic decoder MQ (T.800 Annex C) over one code word. */
final class MqDecoder {

  /** Contexts of the coefficient bit model (Table D.1 and below). */
  static final int CONTEXTS = 19;

  static final int RUN_LENGTH = 17;
  static final int UNIFORM = 18;

  /** Table C.2. */
  private static final int[] QE = {
    0x5601, 0x3401, 0x1801, 0x0ac1, 0x0521, 0x0221, 0x5601, 0x5401, 0x4801, 0x3801, 0x3001, 0x2401,
    0x1c01, 0x1601, 0x5601, 0x5401, 0x5101, 0x4801, 0x3801, 0x3401, 0x3001, 0x2801, 0x2401, 0x2201,
    0x1c01, 0x1801, 0x1601, 0x1401, 0x1201, 0x1101, 0x0ac1, 0x09c1, 0x08a1, 0x0521, 0x0441, 0x02a1,
    0x0221, 0x0141, 0x0111, 0x0085, 0x0049, 0x0025, 0x0015, 0x0009, 0x0005, 0x0001, 0x5601
  };

  private static final int[] NEXT_MPS = {
    1, 2, 3, 4, 5, 38, 7, 8, 9, 10, 11, 12, 13, 29, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
    27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 45, 46
  };

  private static final int[] NEXT_LPS = {
    1, 6, 9, 12, 29, 33, 6, 14, 14, 14, 17, 18, 20, 21, 14, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22,
    23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 46
  };

  private final int[] state = new int[CONTEXTS];
  private final int[] mps = new int[CONTEXTS];

  private byte[] bytes = {};
  private int at;
  private int c;
  private int a;
  private int shifts;

  /** Contexts as at the start of a code block (Table D.7). */
  void resetContexts() {
    Arrays.fill(state, 0);
    Arrays.fill(mps, 0);
    state[0] = 4;
    state[RUN_LENGTH] = 3;
    state[UNIFORM] = 46;
  }

  /** INITDEC; the contexts stay. */
  void start(byte[] codeWord) {
    bytes = codeWord;
    at = 0;
    c = next(0) << 16;
    byteIn();
    c <<= 7;
    shifts -= 7;
    a = 0x8000;
  }

  /** Beyond its end a code word goes on with ones. */
  private int next(int index) {
    return index < bytes.length ? bytes[index] & 0xff : 0xff;
  }

  private void byteIn() {
    if (next(at) != 0xff) {
      at++;
      c += next(at) << 8;
      shifts = 8;
    } else if (next(at + 1) > 0x8f) {
      c += 0xff00;
      shifts = 8;
    } else {
      at++;
      c += next(at) << 9;
      shifts = 7;
    }
  }

  int decode(int context) {
    int index = state[context];
    int qe = QE[index];
    int decision = mps[context];
    a -= qe;
    if (c >>> 16 < qe) {
      boolean exchange = a < qe;
      a = qe;
      decision = update(context, index, decision, exchange);
      renormalise();
      return decision;
    }
    c -= qe << 16;
    if ((a & 0x8000) == 0) {
      decision = update(context, index, decision, a >= qe);
      renormalise();
    }
    return decision;
  }

  private int update(int context, int index, int likely, boolean isLikely) {
    if (isLikely) {
      state[context] = NEXT_MPS[index];
      return likely;
    }
    if (index == 0 || index == 6 || index == 14) {
      mps[context] = 1 - likely;
    }
    state[context] = NEXT_LPS[index];
    return 1 - likely;
  }

  private void renormalise() {
    do {
      if (shifts == 0) {
        byteIn();
      }
      a <<= 1;
      c <<= 1;
      shifts--;
    } while ((a & 0x8000) == 0);
  }
}
