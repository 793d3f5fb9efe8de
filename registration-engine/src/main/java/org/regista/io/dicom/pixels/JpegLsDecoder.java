package org.regista.io.dicom.pixels;

import java.util.Arrays;

/**
 * JPEG-LS, lossless and near-lossless (ITU-T T.87), one component. Names are those of the standard:
 * Ra, Rb, Rc, Rd are the neighbours on the left, above, above left and above right; A, B, C, N the
 * statistics of the 365 contexts of the gradients and of the two contexts that end a run.
 */
final class JpegLsDecoder {

  private static final int RUN_CONTEXT = 365;
  private static final int CONTEXTS = 367;
  private static final int MIN_C = -128;
  private static final int MAX_C = 127;

  /** J of T.87 A.2.1: the exponent of the run length that one bit stands for. */
  private static final int[] J = {
    0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13,
    14, 15
  };

  private final FrameShape shape;
  private final EntropyBits bits;
  private final JpegLsParameters p;

  private final int[] a = new int[CONTEXTS];
  private final int[] b = new int[CONTEXTS];
  private final int[] c = new int[CONTEXTS];
  private final int[] n = new int[CONTEXTS];

  /** How many errors of the run contexts were negative. */
  private final int[] nn = new int[2];

  private int runIndex;

  /** Two lines with one more sample on either side. */
  private int[] previous;

  private int[] line;

  JpegLsDecoder(JpegStream stream, FrameShape shape) throws DamagedPixelsException {
    if (stream.pointTransform() != 0 || stream.restartInterval() != 0) {
      throw new DamagedPixelsException("JPEG-LS with shifted samples or restarts is not read");
    }
    this.shape = shape;
    this.bits = stream.entropyBits(true);
    this.p = JpegLsParameters.of(stream);
    this.previous = new int[shape.columns() + 2];
    this.line = new int[shape.columns() + 2];
    Arrays.fill(a, Math.max(2, (p.range() + 32) / 64));
    Arrays.fill(n, 1);
  }

  int[] decode() throws DamagedPixelsException {
    int[] pixels = new int[shape.pixelCount()];
    int columns = shape.columns();
    for (int j = 0; j < shape.rows(); j++) {
      previous[columns + 1] = previous[columns];
      line[0] = previous[1];
      decodeLine();
      System.arraycopy(line, 1, pixels, j * columns, columns);
      int[] swap = previous;
      previous = line;
      line = swap;
    }
    return pixels;
  }

  private void decodeLine() throws DamagedPixelsException {
    int i = 1;
    while (i <= shape.columns()) {
      int ra = line[i - 1];
      int rb = previous[i];
      int rc = previous[i - 1];
      int rd = previous[i + 1];
      int q1 = p.quantise(rd - rb);
      int q2 = p.quantise(rb - rc);
      int q3 = p.quantise(rc - ra);
      if (q1 == 0 && q2 == 0 && q3 == 0) {
        i = decodeRun(i);
      } else {
        line[i++] = regularSample(81 * q1 + 9 * q2 + q3, ra, rb, rc);
      }
    }
  }

  /** T.87 A.4 to A.6. */
  private int regularSample(int signedContext, int ra, int rb, int rc)
      throws DamagedPixelsException {
    int sign = signedContext < 0 ? -1 : 1;
    int q = Math.abs(signedContext);
    int predicted = Math.clamp(median(ra, rb, rc) + sign * c[q], 0, p.maxVal());
    int k = golombParameter(q, a[q]);
    int mapped = golomb(k, p.limit());
    boolean flipped = p.near() == 0 && k == 0 && 2 * b[q] <= -n[q];
    int error;
    if (flipped) {
      error = (mapped & 1) != 0 ? (mapped - 1) / 2 : -(mapped / 2) - 1;
    } else {
      error = (mapped & 1) == 0 ? mapped / 2 : -(mapped + 1) / 2;
    }
    update(q, error);
    return p.reconstruct(predicted, sign * error);
  }

  private static int median(int ra, int rb, int rc) {
    int smaller = Math.min(ra, rb);
    int larger = Math.max(ra, rb);
    return rc >= larger ? smaller : rc <= smaller ? larger : ra + rb - rc;
  }

  private void update(int q, int error) {
    b[q] += error * (2 * p.near() + 1);
    a[q] += Math.abs(error);
    if (n[q] == p.reset()) {
      a[q] >>= 1;
      b[q] >>= 1;
      n[q] >>= 1;
    }
    n[q]++;
    if (b[q] <= -n[q]) {
      b[q] = Math.max(b[q] + n[q], 1 - n[q]);
      c[q] = Math.max(MIN_C, c[q] - 1);
    } else if (b[q] > 0) {
      b[q] = Math.min(b[q] - n[q], 0);
      c[q] = Math.min(MAX_C, c[q] + 1);
    }
  }

  /** Fills a run from sample {@code from} and the sample that ends it (A.7); where to go on. */
  private int decodeRun(int from) throws DamagedPixelsException {
    int i = from;
    int end = shape.columns() + 1;
    int value = line[from - 1];
    while (i < end && bits.bit() == 1) {
      int length = 1 << J[runIndex];
      int stop = Math.min(end, i + length);
      Arrays.fill(line, i, stop, value);
      if (stop - i == length && runIndex < 31) {
        runIndex++;
      }
      i = stop;
    }
    if (i == end) {
      return end;
    }
    int rest = bits.bits(J[runIndex]);
    if (rest >= end - i) {
      throw new DamagedPixelsException("a JPEG-LS run is longer than its line");
    }
    Arrays.fill(line, i, i + rest, value);
    i += rest;
    line[i] = interruption(value, previous[i]);
    if (runIndex > 0) {
      runIndex--;
    }
    return i + 1;
  }

  /** A.7.2. */
  private int interruption(int ra, int rb) throws DamagedPixelsException {
    int type = Math.abs(ra - rb) <= p.near() ? 1 : 0;
    int q = RUN_CONTEXT + type;
    int k = golombParameter(q, type == 0 ? a[q] : a[q] + (n[q] >> 1));
    int mapped = golomb(k, p.limit() - J[runIndex] - 1);
    int odd = mapped + type & 1;
    int size = (mapped + type + odd) / 2;
    boolean negative = (k != 0 || 2 * nn[type] >= n[q]) == (odd == 1);
    int error = negative ? -size : size;
    if (error < 0) {
      nn[type]++;
    }
    a[q] += (mapped + 1 - type) >> 1;
    if (n[q] == p.reset()) {
      a[q] >>= 1;
      n[q] >>= 1;
      nn[type] >>= 1;
    }
    n[q]++;
    return type == 1 ? p.reconstruct(ra, error) : p.reconstruct(rb, ra > rb ? -error : error);
  }

  private int golombParameter(int q, int sum) throws DamagedPixelsException {
    int k = 0;
    while ((long) n[q] << k < sum) {
      k++;
    }
    if (k > 24) {
      throw new DamagedPixelsException("JPEG-LS errors grow without end");
    }
    return k;
  }

  /** LG(k, limit) of A.5.3. */
  private int golomb(int k, int limit) throws DamagedPixelsException {
    int most = limit - p.qbpp() - 1;
    int zeros = 0;
    while (zeros < most && bits.bit() == 0) {
      zeros++;
    }
    if (zeros < most) {
      return (zeros << k) + bits.bits(k);
    }
    if (bits.bit() != 1) {
      throw new DamagedPixelsException("a JPEG-LS code word is too long");
    }
    return bits.bits(p.qbpp()) + 1;
  }
}
