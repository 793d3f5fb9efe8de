package org.regista.io.dicom.pixels;

/** Inverse wavelet transforms 5-3 and 9-7 (T.800 Annex F), in place on the plane of a tile. */
final class Wavelet {

  private static final float ALPHA = -1.586134342059924f;
  private static final float BETA = -0.052980118572961f;
  private static final float GAMMA = 0.882911075530934f;
  private static final float DELTA = 0.443506852043971f;
  private static final float K = 1.230174104914001f;

  private final float[] plane;
  private final int stride;
  private final boolean reversible;

  Wavelet(float[] plane, int stride, boolean reversible) {
    this.plane = plane;
    this.stride = stride;
    this.reversible = reversible;
  }

  /** Makes one resolution level of the four bands of the level below. */
  void synthesise(Extent low, Extent high) {
    int width = high.width();
    int height = high.height();
    float[] line = new float[Math.max(width, height)];
    for (int y = 0; y < height; y++) {
      lift(y * stride, 1, low.width(), high.x0() & 1, line, width);
    }
    for (int x = 0; x < width; x++) {
      lift(x, stride, low.height(), high.y0() & 1, line, height);
    }
  }

  /**
   * One line: {@code lowCount} samples of the low band, then those of the high band, become
   * samples.
   *
   * @param odd 1 if the first sample lies at an odd coordinate and belongs to the high band
   */
  private void lift(int from, int step, int lowCount, int odd, float[] line, int count) {
    for (int n = 0; n < lowCount; n++) {
      line[2 * n + odd] = plane[from + n * step];
    }
    for (int n = 0; n < count - lowCount; n++) {
      line[2 * n + 1 - odd] = plane[from + (lowCount + n) * step];
    }
    if (count == 1) {
      line[0] = odd == 1 ? half(line[0]) : line[0];
    } else if (reversible) {
      reversible(line, odd, count);
    } else {
      irreversible(line, odd, count);
    }
    for (int n = 0; n < count; n++) {
      plane[from + n * step] = line[n];
    }
  }

  private float half(float value) {
    return reversible ? (int) value >> 1 : value / 2;
  }

  /** F.3.8.1; whole numbers below 2^24, which a float holds exactly. */
  private static void reversible(float[] x, int odd, int count) {
    for (int n = odd; n < count; n += 2) {
      x[n] -= ((int) left(x, n) + (int) right(x, n, count) + 2) >> 2;
    }
    for (int n = 1 - odd; n < count; n += 2) {
      x[n] += ((int) left(x, n) + (int) right(x, n, count)) >> 1;
    }
  }

  /** F.3.8.2. */
  private static void irreversible(float[] x, int odd, int count) {
    for (int n = 0; n < count; n++) {
      x[n] *= (n + odd & 1) == 0 ? K : 1 / K;
    }
    lift(x, odd, count, DELTA);
    lift(x, 1 - odd, count, GAMMA);
    lift(x, odd, count, BETA);
    lift(x, 1 - odd, count, ALPHA);
  }

  private static void lift(float[] x, int first, int count, float weight) {
    for (int n = first; n < count; n += 2) {
      x[n] -= weight * (left(x, n) + right(x, n, count));
    }
  }

  /** The sample before; beyond the end, samples are mirrored. */
  private static float left(float[] x, int n) {
    return x[n == 0 ? 1 : n - 1];
  }

  private static float right(float[] x, int n, int count) {
    return x[n == count - 1 ? n - 1 : n + 1];
  }
}
