package org.regista.compute.reference;

import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;

/**
 * Weighted local correlation of two images and its exact derivative by the second one. The letters
 * are those of {@link org.regista.compute.kernel.FieldKernels#localCorrelation}.
 */
final class LocalCorrelationReference {

  /** Windows with less weight than this have no say. */
  private static final double LEAST_WEIGHT = 1e-3;

  private final Images images;
  private final GridSize size;
  private final double noiseVariance;
  private final BoxSums boxes;

  /** [k][alpha, beta, alpha Fbar - beta Wbar][j * ni + i]. */
  private final double[][][] coefficients;

  /** [k][sum of m A^2 / (BC), sum of m]. */
  private final double[][] sums;

  LocalCorrelationReference(
      Images images, GridSize size, BoxSums.Window window, double noiseVariance, int threads) {
    this.images = images;
    this.size = size;
    this.noiseVariance = noiseVariance;
    this.boxes = new BoxSums(size, window, threads);
    this.coefficients = new double[size.nk()][3][size.ni() * size.nj()];
    this.sums = new double[size.nk()][2];
  }

  /** F, W and m. */
  record Images(NativeBuffer fixed, NativeBuffer warped, NativeBuffer weight) {}

  /** Writes dE/dW and returns E. */
  double evaluate(NativeBuffer derivative) {
    boxes.sum(6, this::products, this::correlate);
    double correlation = 0;
    double total = 0;
    for (double[] ofPlane : sums) {
      correlation += ofPlane[0];
      total += ofPlane[1];
    }
    double totalWeight = total;
    boxes.sum(
        3,
        this::copyCoefficients,
        (k, boxed) -> writeDerivative(k, boxed, totalWeight, derivative));
    return total > 0 ? correlation / total : 0;
  }

  /** m, mF, mW, mFF, mWW, mFW of one plane. */
  private void products(int k, double[][] channels) {
    float[] f = plane(images.fixed, k);
    float[] w = plane(images.warped, k);
    float[] m = plane(images.weight, k);
    for (int p = 0; p < m.length; p++) {
      double mf = (double) m[p] * f[p];
      double mw = (double) m[p] * w[p];
      channels[0][p] = m[p];
      channels[1][p] = mf;
      channels[2][p] = mw;
      channels[3][p] = mf * f[p];
      channels[4][p] = mw * w[p];
      channels[5][p] = mf * w[p];
    }
  }

  /** From the windows' sums to the coefficients of the derivative. */
  private void correlate(int k, double[][] boxed) {
    float[] m = plane(images.weight, k);
    for (int p = 0; p < m.length; p++) {
      double n = boxed[0][p];
      if (n < LEAST_WEIGHT || !(m[p] > 0)) {
        continue;
      }
      double fBar = boxed[1][p] / n;
      double wBar = boxed[2][p] / n;
      double a = boxed[5][p] - boxed[1][p] * wBar;
      double b = Math.max(boxed[3][p] - boxed[1][p] * fBar, 0) + n * noiseVariance;
      double c = Math.max(boxed[4][p] - boxed[2][p] * wBar, 0) + n * noiseVariance;
      double alpha = 2 * m[p] * a / (b * c);
      double beta = alpha * a / c;
      coefficients[k][0][p] = alpha;
      coefficients[k][1][p] = beta;
      coefficients[k][2][p] = alpha * fBar - beta * wBar;
      sums[k][0] += m[p] * a * a / (b * c);
      sums[k][1] += m[p];
    }
  }

  private void copyCoefficients(int k, double[][] channels) {
    for (int c = 0; c < channels.length; c++) {
      System.arraycopy(coefficients[k][c], 0, channels[c], 0, channels[c].length);
    }
  }

  private void writeDerivative(int k, double[][] boxed, double total, NativeBuffer derivative) {
    float[] f = plane(images.fixed, k);
    float[] w = plane(images.warped, k);
    float[] m = plane(images.weight, k);
    float[] d = new float[m.length];
    for (int p = 0; p < d.length; p++) {
      if (total > 0) {
        double adjoint = f[p] * boxed[0][p] - w[p] * boxed[1][p] - boxed[2][p];
        d[p] = (float) (m[p] * adjoint / total);
      }
    }
    derivative.write(size.offset(0, 0, k), d, d.length);
  }

  private float[] plane(NativeBuffer image, int k) {
    return ListAlgebra.read(image, size.offset(0, 0, k), size.ni() * size.nj());
  }
}
