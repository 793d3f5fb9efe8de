package org.regista.io.dicom.pixels;

import java.util.Arrays;

/**
 * Baseline and extended sequential JPEG (ITU-T T.81 Annex F) of 8 or 12 bits: blocks of 8 x 8
 * samples as quantised cosine coefficients, Huffman coded. The transform is computed in double
 * precision, so pixels differ by at most 1 from decoders that compute in integers.
 */
final class JpegDctDecoder {

  private static final int N = 8;

  /** Place of the n-th coded coefficient in its block, 8 v + u (T.81 Figure A.6). */
  private static final int[] ZIG_ZAG = {
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63
  };

  /** C(u)/2 cos((2x+1)u pi/16) at 8 x + u (T.81 A.3.3). */
  private static final double[] BASIS = basis();

  private final JpegStream stream;
  private final FrameShape shape;
  private final int[] pixels;
  private final double[] block = new double[N * N];
  private final double[] half = new double[N * N];
  private int dc;

  JpegDctDecoder(JpegStream stream, FrameShape shape) throws DamagedPixelsException {
    this.stream = stream;
    this.shape = shape;
    this.pixels = new int[shape.pixelCount()];
  }

  private static double[] basis() {
    double[] basis = new double[N * N];
    for (int x = 0; x < N; x++) {
      for (int u = 0; u < N; u++) {
        double norm = u == 0 ? Math.sqrt(0.5) : 1;
        basis[N * x + u] = 0.5 * norm * Math.cos((2 * x + 1) * u * Math.PI / 16);
      }
    }
    return basis;
  }

  int[] decode() throws DamagedPixelsException {
    if (stream.precision() != 8 && stream.precision() != 12) {
      throw new DamagedPixelsException("JPEG of %d bits".formatted(stream.precision()));
    }
    EntropyBits bits = stream.entropyBits(false);
    int across = (shape.columns() + N - 1) / N;
    int down = (shape.rows() + N - 1) / N;
    int interval = stream.restartInterval();
    for (int n = 0; n < across * down; n++) {
      if (interval > 0 && n > 0 && n % interval == 0) {
        bits.restart(n / interval - 1);
        dc = 0;
      }
      coefficients(bits);
      transform();
      store(N * (n % across), N * (n / across));
    }
    return pixels;
  }

  /** Reads a block and undoes the quantisation. */
  private void coefficients(EntropyBits bits) throws DamagedPixelsException {
    int[] quantisation = stream.quantisationTable();
    Arrays.fill(block, 0);
    dc += signed(bits, stream.dcTable().decode(bits));
    block[0] = (double) dc * quantisation[0];
    HuffmanTable ac = stream.acTable();
    for (int n = 1; n < N * N; n++) {
      int code = ac.decode(bits);
      int zeros = code >> 4;
      int length = code & 0xf;
      if (length == 0 && zeros < 15) {
        return;
      }
      n += zeros;
      if (n >= N * N) {
        throw new DamagedPixelsException("a JPEG block has more than 64 coefficients");
      }
      if (length > 0) {
        block[ZIG_ZAG[n]] = (double) signed(bits, length) * quantisation[n];
      }
    }
  }

  private static int signed(EntropyBits bits, int length) throws DamagedPixelsException {
    if (length == 0) {
      return 0;
    }
    if (length > 16) {
      throw new DamagedPixelsException("a JPEG coefficient of %d bits".formatted(length));
    }
    int value = bits.bits(length);
    return value < 1 << (length - 1) ? value - (1 << length) + 1 : value;
  }

  /** Rows, then columns of the inverse cosine transform. */
  private void transform() {
    for (int v = 0; v < N; v++) {
      for (int x = 0; x < N; x++) {
        double sum = 0;
        for (int u = 0; u < N; u++) {
          sum += BASIS[N * x + u] * block[N * v + u];
        }
        half[N * v + x] = sum;
      }
    }
    for (int y = 0; y < N; y++) {
      for (int x = 0; x < N; x++) {
        double sum = 0;
        for (int v = 0; v < N; v++) {
          sum += BASIS[N * y + v] * half[N * v + x];
        }
        block[N * y + x] = sum;
      }
    }
  }

  private void store(int left, int top) {
    int middle = 1 << (stream.precision() - 1);
    for (int y = 0; y < Math.min(N, shape.rows() - top); y++) {
      for (int x = 0; x < Math.min(N, shape.columns() - left); x++) {
        long value = Math.round(block[N * y + x]) + middle;
        pixels[(top + y) * shape.columns() + left + x] = Math.clamp(value, 0, 2 * middle - 1);
      }
    }
  }
}
