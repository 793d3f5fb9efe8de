package org.regista.io.dicom.pixels;

import java.util.Arrays;

/**
 * The coefficients of code blocks, bit plane after bit plane (T.800 Annex D). One instance decodes
 * block after block; its memory is that of one block.
 */
final class CodeBlockDecoder {

  /** Coding passes before those that may bypass the arithmetic coder (Table D.9). */
  static final int FIRST_BYPASS = 10;

  private static final int SIGNIFICANT = 1;
  private static final int NEGATIVE = 2;
  private static final int REFINED = 4;
  private static final int VISITED = 8;

  private static final int STRIPE = 4;

  private final MqDecoder mq = new MqDecoder();
  private final RawBits raw = new RawBits();
  private long visitsLeft;

  private int width;
  private int height;

  /** Of the padded block: one more sample on every side. */
  private int stride;

  private byte[] flags = {};

  /** Significant neighbours of each sample, as {@link SignificanceContexts} counts them. */
  private byte[] neighbours = {};

  /** Magnitudes with one more bit below, which is half of what is not known. */
  private int[] magnitude = {};

  private byte[] contexts = {};
  private boolean causal;

  /**
   * @param mostVisits samples that coding passes may visit in all
   */
  CodeBlockDecoder(long mostVisits) {
    this.visitsLeft = mostVisits;
  }

  /**
   * Decodes one block; {@link #store} takes the result.
   *
   * @param bitPlanes of the band
   */
  void decode(CodeBlock block, byte[] body, Jpeg2000Coding coding, int orientation, int bitPlanes)
      throws DamagedPixelsException {
    prepare(block.extent, orientation, coding);
    int plane = bitPlanes - block.zeroBitPlanes - 1;
    int pass = 0;
    mq.resetContexts();
    for (CodeBlock.Segment segment : block.segments) {
      byte[] codeWord = segment.join(body);
      boolean bypass = coding.has(Jpeg2000Coding.BYPASS) && isBypassed(pass);
      if (bypass) {
        raw.start(codeWord);
      } else {
        mq.start(codeWord);
      }
      for (int n = 0; n < segment.passes; n++) {
        if (plane < 0) {
          throw new DamagedPixelsException("JPEG 2000 with more passes than bit planes");
        }
        visitsLeft -= (long) width * height;
        if (visitsLeft < 0) {
          throw new DamagedPixelsException("JPEG 2000 with too many coding passes");
        }
        plane -= pass(pass, plane, coding, bypass);
        pass++;
      }
    }
  }

  private static boolean isBypassed(int pass) {
    return pass >= FIRST_BYPASS && pass % 3 != 0;
  }

  /** One coding pass; 1 if it is the last of its plane. The first plane has a cleanup pass only. */
  private int pass(int pass, int plane, Jpeg2000Coding coding, boolean bypass) {
    int one = 1 << (plane + 1);
    switch (pass % 3) {
      case 0 -> {
        cleanup(one);
        if (coding.has(Jpeg2000Coding.SEGMENTATION_SYMBOLS)) {
          for (int n = 0; n < 4; n++) {
            mq.decode(MqDecoder.UNIFORM);
          }
        }
      }
      case 1 -> propagate(one, bypass);
      default -> refine(one, bypass);
    }
    if (coding.has(Jpeg2000Coding.RESET)) {
      mq.resetContexts();
    }
    return pass % 3 == 0 ? 1 : 0;
  }

  private void prepare(Extent extent, int orientation, Jpeg2000Coding coding) {
    width = extent.width();
    height = extent.height();
    stride = width + 2;
    causal = coding.has(Jpeg2000Coding.VERTICALLY_CAUSAL);
    contexts = SignificanceContexts.table(orientation);
    int size = stride * (height + 2);
    if (flags.length < size) {
      flags = new byte[size];
      neighbours = new byte[size];
      magnitude = new int[size];
    } else {
      Arrays.fill(flags, (byte) 0);
      Arrays.fill(neighbours, (byte) 0);
      Arrays.fill(magnitude, 0);
    }
  }

  /** D.3.1: samples with significant neighbours. */
  private void propagate(int one, boolean bypass) {
    for (int top = 0; top < height; top += STRIPE) {
      int bottom = Math.min(height, top + STRIPE);
      for (int x = 0; x < width; x++) {
        for (int y = top; y < bottom; y++) {
          int n = (y + 1) * stride + x + 1;
          if ((flags[n] & SIGNIFICANT) == 0 && neighbours[n] != 0) {
            int bit = bypass ? raw.bit() : mq.decode(contexts[neighbours[n]]);
            if (bit == 1) {
              becomeSignificant(n, y, one, bypass);
            }
            flags[n] |= VISITED;
          }
        }
      }
    }
  }

  /** D.3.3: one more bit of samples that were significant before. */
  private void refine(int one, boolean bypass) {
    int half = one >> 1;
    for (int top = 0; top < height; top += STRIPE) {
      int bottom = Math.min(height, top + STRIPE);
      for (int x = 0; x < width; x++) {
        for (int y = top; y < bottom; y++) {
          int n = (y + 1) * stride + x + 1;
          if ((flags[n] & (SIGNIFICANT | VISITED)) == SIGNIFICANT) {
            int context = (flags[n] & REFINED) != 0 ? 16 : neighbours[n] != 0 ? 15 : 14;
            int bit = bypass ? raw.bit() : mq.decode(context);
            magnitude[n] += bit == 1 ? half : -half;
            flags[n] |= REFINED;
          }
        }
      }
    }
  }

  /** D.3.4: all samples that are left, whole columns of a stripe at once where nothing is near. */
  private void cleanup(int one) {
    for (int top = 0; top < height; top += STRIPE) {
      int bottom = Math.min(height, top + STRIPE);
      for (int x = 0; x < width; x++) {
        cleanupColumn(x, top, bottom, one);
      }
    }
  }

  private void cleanupColumn(int x, int top, int bottom, int one) {
    int y = top;
    if (bottom - top == STRIPE && isQuiet(x, top)) {
      if (mq.decode(MqDecoder.RUN_LENGTH) == 0) {
        return;
      }
      y += mq.decode(MqDecoder.UNIFORM) << 1;
      y += mq.decode(MqDecoder.UNIFORM);
      becomeSignificant((y + 1) * stride + x + 1, y, one, false);
      y++;
    }
    for (; y < bottom; y++) {
      int n = (y + 1) * stride + x + 1;
      if ((flags[n] & (SIGNIFICANT | VISITED)) == 0 && mq.decode(contexts[neighbours[n]]) == 1) {
        becomeSignificant(n, y, one, false);
      }
      flags[n] &= ~VISITED;
    }
  }

  private boolean isQuiet(int x, int top) {
    int n = (top + 1) * stride + x + 1;
    for (int k = 0; k < STRIPE; k++, n += stride) {
      if ((flags[n] & (SIGNIFICANT | VISITED)) != 0 || neighbours[n] != 0) {
        return false;
      }
    }
    return true;
  }

  private void becomeSignificant(int n, int y, int one, boolean bypass) {
    boolean lastOfStripe = y % STRIPE == STRIPE - 1;
    int horizontal = sign(n - 1) + sign(n + 1);
    int vertical = sign(n - stride) + (causal && lastOfStripe ? 0 : sign(n + stride));
    int h = Integer.signum(horizontal);
    int v = Integer.signum(vertical);
    // Table D.3: contexts 9 to 13; what is coded is whether the sign differs from the expected one
    boolean expectNegative = h < 0 || (h == 0 && v < 0);
    int context = 9 + (h == 0 ? Math.abs(v) : 3 + h * v);
    int bit = bypass ? raw.bit() : mq.decode(context) ^ (expectNegative ? 1 : 0);
    flags[n] |= (byte) (SIGNIFICANT | (bit == 1 ? NEGATIVE : 0));
    magnitude[n] = one | one >> 1;
    boolean tellAbove = !causal || y % STRIPE != 0;
    count(n - 1, SignificanceContexts.HORIZONTAL);
    count(n + 1, SignificanceContexts.HORIZONTAL);
    count(n + stride, SignificanceContexts.VERTICAL);
    count(n + stride - 1, SignificanceContexts.DIAGONAL);
    count(n + stride + 1, SignificanceContexts.DIAGONAL);
    if (tellAbove) {
      count(n - stride, SignificanceContexts.VERTICAL);
      count(n - stride - 1, SignificanceContexts.DIAGONAL);
      count(n - stride + 1, SignificanceContexts.DIAGONAL);
    }
  }

  private void count(int n, int neighbour) {
    neighbours[n] = (byte) (neighbours[n] + neighbour);
  }

  /** 1, -1, or 0 for a sample that is not significant. */
  private int sign(int n) {
    int f = flags[n];
    return (f & SIGNIFICANT) == 0 ? 0 : (f & NEGATIVE) == 0 ? 1 : -1;
  }

  /** Writes the block into the plane of the tile, dequantised (Annex E). */
  void store(float[] plane, int at, int planeStride, boolean reversible, double step) {
    for (int y = 0; y < height; y++) {
      int n = (y + 1) * stride + 1;
      int to = at + y * planeStride;
      for (int x = 0; x < width; x++, n++) {
        float size = reversible ? magnitude[n] >> 1 : (float) (magnitude[n] * 0.5 * step);
        plane[to + x] = (flags[n] & NEGATIVE) == 0 ? size : -size;
      }
    }
  }
}
