package org.regista.resample;

import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;

/**
 * The label with the largest sum of trilinear weights among the eight voxels around; of two with
 * the same sum the smaller one.
 */
final class LabelInterpolator implements Interpolator {

  private static final int CORNERS = 8;

  private final NativeBuffer labels;
  private final GridSize size;
  private final float[] label = new float[CORNERS];
  private final double[] weight = new double[CORNERS];

  LabelInterpolator(NativeBuffer labels, GridSize size) {
    this.labels = labels;
    this.size = size;
  }

  @Override
  public float at(double i, double j, double k) {
    int i0 = (int) i;
    int j0 = (int) j;
    int k0 = (int) k;
    for (int c = 0; c < CORNERS; c++) {
      int di = c & 1;
      int dj = c >> 1 & 1;
      int dk = c >> 2;
      weight[c] = share(i - i0, di) * share(j - j0, dj) * share(k - k0, dk);
      label[c] =
          labels.get(
              size.offset(
                  Math.min(i0 + di, size.ni() - 1),
                  Math.min(j0 + dj, size.nj() - 1),
                  Math.min(k0 + dk, size.nk() - 1)));
    }
    return winner();
  }

  private static double share(double fraction, int far) {
    return far == 1 ? fraction : 1 - fraction;
  }

  private float winner() {
    float best = label[0];
    double bestWeight = -1;
    for (int c = 0; c < CORNERS; c++) {
      double sum = 0;
      for (int d = 0; d < CORNERS; d++) {
        sum += label[d] == label[c] ? weight[d] : 0;
      }
      if (sum > bestWeight || (sum == bestWeight && label[c] < best)) {
        best = label[c];
        bestWeight = sum;
      }
    }
    return best;
  }
}
