package org.regista.quality;

import java.util.Arrays;
import org.regista.geometry.GridSize;
import org.regista.image.Volume;
import org.regista.preprocess.Foreground;

/**
 * The patient in an image without a mask: per k-plane the voxels above Otsu's threshold and what
 * they enclose, so that lungs and ventricles belong to it.
 */
record PlaneForeground(Volume volume, float threshold) {

  static PlaneForeground of(Volume volume) {
    return new PlaneForeground(volume, Foreground.threshold(volume));
  }

  /** True in the foreground; [nj][ni]. */
  boolean[] plane(int k) {
    GridSize size = volume.size();
    int ni = size.ni();
    int nj = size.nj();
    boolean[] inside = new boolean[ni * nj];
    Arrays.fill(inside, true);
    int[] open = new int[ni * nj];
    int count = 0;
    for (int p = 0; p < ni * nj; p++) {
      int i = p % ni;
      int j = p / ni;
      if (i == 0 || j == 0 || i == ni - 1 || j == nj - 1) {
        count = enter(p, k, inside, open, count);
      }
    }
    while (count > 0) {
      int p = open[--count];
      count = p % ni > 0 ? enter(p - 1, k, inside, open, count) : count;
      count = p % ni < ni - 1 ? enter(p + 1, k, inside, open, count) : count;
      count = p >= ni ? enter(p - ni, k, inside, open, count) : count;
      count = p + ni < ni * nj ? enter(p + ni, k, inside, open, count) : count;
    }
    return inside;
  }

  /** Floods p from outside, if it is dark and still counted as inside. */
  private int enter(int p, int k, boolean[] inside, int[] open, int count) {
    int ni = volume.size().ni();
    if (!inside[p] || volume.at(p % ni, p / ni, k) > threshold) {
      return count;
    }
    inside[p] = false;
    open[count] = p;
    return count + 1;
  }
}
