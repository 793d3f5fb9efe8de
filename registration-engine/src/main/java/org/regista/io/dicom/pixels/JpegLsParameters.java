package org.regista.io.dicom.pixels;

/**
 * The constants of one JPEG-LS scan (ITU-T T.87 A.2.1, C.2.4.1.1).
 *
 * @param maxVal largest sample
 * @param near largest error of a sample; 0 is lossless
 * @param limit longest code word
 * @param qbpp bits of a mapped error that is written plainly
 */
record JpegLsParameters(
    int maxVal, int near, int t1, int t2, int t3, int reset, int range, int qbpp, int limit) {

  static JpegLsParameters of(JpegStream stream) throws DamagedPixelsException {
    int near = stream.scanStart();
    int[] preset = stream.presets();
    int whole = (1 << stream.precision()) - 1;
    int maxVal = preset.length == 0 || preset[0] == 0 ? whole : preset[0];
    boolean possible =
        stream.precision() >= 2
            && stream.precision() <= 16
            && maxVal <= whole
            && near <= Math.min(255, maxVal / 2);
    if (!possible) {
      throw new DamagedPixelsException(
          "JPEG-LS with %d bits, MAXVAL %d and NEAR %d is not possible"
              .formatted(stream.precision(), maxVal, near));
    }
    int[] t = thresholds(maxVal, near);
    for (int n = 0; n < 3 && preset.length > 0; n++) {
      t[n] = preset[n + 1] == 0 ? t[n] : preset[n + 1];
    }
    int reset = preset.length == 0 || preset[4] == 0 ? 64 : preset[4];
    if (t[0] <= near || t[1] < t[0] || t[2] < t[1] || t[2] > maxVal || reset < 3) {
      throw new DamagedPixelsException("JPEG-LS thresholds are not possible");
    }
    int range = (maxVal + 2 * near) / (2 * near + 1) + 1;
    int bpp = Math.max(2, bitsFor(maxVal + 1));
    int limit = 2 * (bpp + Math.max(8, bpp));
    return new JpegLsParameters(
        maxVal, near, t[0], t[1], t[2], reset, range, bitsFor(range), limit);
  }

  private static int[] thresholds(int maxVal, int near) {
    int t1;
    int t2;
    int t3;
    if (maxVal >= 128) {
      int factor = (Math.min(maxVal, 4095) + 128) / 256;
      t1 = factor + 2 + 3 * near;
      t2 = 4 * factor + 3 + 5 * near;
      t3 = 17 * factor + 4 + 7 * near;
    } else {
      int factor = 256 / (maxVal + 1);
      t1 = Math.max(2, 3 / factor + 3 * near);
      t2 = Math.max(3, 7 / factor + 5 * near);
      t3 = Math.max(4, 21 / factor + 7 * near);
    }
    t1 = orLower(t1, near + 1, maxVal);
    t2 = orLower(t2, t1, maxVal);
    t3 = orLower(t3, t2, maxVal);
    return new int[] {t1, t2, t3};
  }

  /** CLAMP of C.2.4.1.1, which falls back to the lower bound on either side. */
  private static int orLower(int value, int lower, int upper) {
    return value > upper || value < lower ? lower : value;
  }

  /** ceil(log2(count)). */
  private static int bitsFor(int count) {
    return 32 - Integer.numberOfLeadingZeros(count - 1);
  }

  /** The region of a gradient, -4 to 4 (A.3.3). */
  int quantise(int d) {
    int size = Math.abs(d);
    int region;
    if (size <= near) {
      return 0;
    } else if (size < t1) {
      region = 1;
    } else if (size < t2) {
      region = 2;
    } else {
      region = size < t3 ? 3 : 4;
    }
    return d < 0 ? -region : region;
  }

  /** A sample from its prediction and error (A.4.5). */
  int reconstruct(int predicted, int error) {
    int step = 2 * near + 1;
    int value = predicted + error * step;
    if (value < -near) {
      value += range * step;
    } else if (value > maxVal + near) {
      value -= range * step;
    }
    return Math.clamp(value, 0, maxVal);
  }
}
