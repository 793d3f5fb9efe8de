package org.regista.io.dicom.pixels;

import java.util.Arrays;

/** A tag tree (T.800 B.10.2): one number per leaf, learned bit by bit, minima told first. */
final class TagTree {

  private final int[] widths;
  private final int[] starts;
  private final int[] value;
  private final int[] known;

  TagTree(int width, int height) {
    int levels = 1;
    int w = width;
    int h = height;
    int[] widthsUp = new int[33];
    int[] startsUp = new int[33];
    widthsUp[0] = w;
    int total = w * h;
    while (w * h > 1) {
      w = (w + 1) / 2;
      h = (h + 1) / 2;
      widthsUp[levels] = w;
      startsUp[levels++] = total;
      total += w * h;
    }
    widths = Arrays.copyOf(widthsUp, levels);
    starts = Arrays.copyOf(startsUp, levels);
    value = new int[total];
    known = new int[total];
    Arrays.fill(value, Integer.MAX_VALUE);
  }

  /** Reads on until it is clear whether the number of a leaf is below {@code threshold}. */
  boolean isBelow(int threshold, int x, int y, PacketBits bits) throws DamagedPixelsException {
    int low = 0;
    int node = 0;
    for (int level = widths.length - 1; level >= 0; level--) {
      node = starts[level] + (y >> level) * widths[level] + (x >> level);
      low = Math.max(low, known[node]);
      while (low < threshold && low < value[node]) {
        if (bits.bit() == 1) {
          value[node] = low;
        } else {
          low++;
        }
      }
      known[node] = low;
    }
    return value[node] < threshold;
  }
}
