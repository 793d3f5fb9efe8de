package org.regista.compute.kernel;

/**
 * The discrete analogue of the Gaussian (Lindeberg 1990, doi:10.1109/34.49051), as {@link
 * FieldKernels#smooth} convolves with.
 */
public final class GaussianTaps {

  /** In voxels; a narrower Gaussian is no more than its central tap. */
  public static final double SMALLEST_SIGMA = 0.05;

  private GaussianTaps() {}

  /** I_n(sigma^2) at the integers n from -ceil(3 sigma) to ceil(3 sigma), of sum 1. */
  public static double[] of(double sigma) {
    int radius = (int) Math.ceil(3 * sigma);
    double[] taps = new double[2 * radius + 1];
    double sum = 0;
    for (int t = 0; t < taps.length; t++) {
      taps[t] = bessel(Math.abs(t - radius), sigma * sigma);
      sum += taps[t];
    }
    for (int t = 0; t < taps.length; t++) {
      taps[t] /= sum;
    }
    return taps;
  }

  /** The modified Bessel function I_n(t), by its power series. */
  private static double bessel(int n, double t) {
    double term = 1;
    for (int m = 1; m <= n; m++) {
      term *= t / 2 / m;
    }
    double sum = term;
    for (int m = 1; term > 1e-17 * sum; m++) {
      term *= t / 2 / m * t / 2 / (m + n);
      sum += term;
    }
    return sum;
  }
}
