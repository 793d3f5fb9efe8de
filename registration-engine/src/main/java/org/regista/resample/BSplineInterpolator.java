package org.regista.resample;

import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;

/**
 * Sum over the 4x4x4 coefficients around of beta3 weights (Unser 1999, doi:10.1109/79.799930, eq.
 * 7). Coefficients beyond the border are mirrored about the outermost ones, as {@link
 * BSplinePrefilter} assumed.
 */
final class BSplineInterpolator implements Interpolator {

  private static final int TAPS = 4;

  private final NativeBuffer coefficients;
  private final GridSize size;
  private final double[] weightI = new double[TAPS];
  private final double[] weightJ = new double[TAPS];
  private final double[] weightK = new double[TAPS];
  private final int[] tapI = new int[TAPS];
  private final int[] tapJ = new int[TAPS];
  private final int[] tapK = new int[TAPS];

  BSplineInterpolator(NativeBuffer coefficients, GridSize size) {
    this.coefficients = coefficients;
    this.size = size;
  }

  @Override
  public float at(double i, double j, double k) {
    place(i, size.ni(), tapI, weightI);
    place(j, size.nj(), tapJ, weightJ);
    place(k, size.nk(), tapK, weightK);
    double sum = 0;
    for (int c = 0; c < TAPS; c++) {
      for (int b = 0; b < TAPS; b++) {
        long row = size.offset(0, tapJ[b], tapK[c]);
        double along = 0;
        for (int a = 0; a < TAPS; a++) {
          along += weightI[a] * coefficients.get(row + tapI[a]);
        }
        sum += weightK[c] * weightJ[b] * along;
      }
    }
    return (float) sum;
  }

  private static void place(double x, int length, int[] taps, double[] weights) {
    int cell = (int) x;
    double t = x - cell;
    double s = 1 - t;
    weights[0] = s * s * s / 6;
    weights[1] = 2.0 / 3 - t * t * (2 - t) / 2;
    weights[2] = 2.0 / 3 - s * s * (2 - s) / 2;
    weights[3] = t * t * t / 6;
    for (int n = 0; n < TAPS; n++) {
      taps[n] = mirrored(cell - 1 + n, length);
    }
  }

  /** ... 2 1 [0 1 2 ... n-1] n-2 n-3 ... */
  private static int mirrored(int index, int length) {
    if (length == 1) {
      return 0;
    }
    int period = 2 * (length - 1);
    int within = Math.floorMod(index, period);
    return within < length ? within : period - within;
  }
}
