package org.regista.compute.reference;

import org.regista.image.NativeBuffer;

/** Elementwise arithmetic and moments of lists of samples. */
final class ListAlgebra {

  private final int threads;

  ListAlgebra(int threads) {
    this.threads = threads;
  }

  /** See {@link org.regista.compute.kernel.SampleKernels#crossMoments}. */
  double[] crossMoments(NativeBuffer fixed, NativeBuffer moving, NativeBuffer weight, long count) {
    return Reduction.overList(
        count,
        6,
        threads,
        (sums, from, length) -> {
          float[] f = read(fixed, from, length);
          float[] m = read(moving, from, length);
          float[] w = read(weight, from, length);
          for (int n = 0; n < length; n++) {
            double wf = (double) w[n] * f[n];
            double wm = (double) w[n] * m[n];
            sums[0] += w[n];
            sums[1] += wf;
            sums[2] += wm;
            sums[3] += wf * f[n];
            sums[4] += wm * m[n];
            sums[5] += wf * m[n];
          }
        });
  }

  /** See {@link org.regista.compute.kernel.SampleKernels#linearDerivative}. */
  void linearDerivative(
      NativeBuffer fixed,
      NativeBuffer moving,
      NativeBuffer weight,
      long count,
      double a,
      double b,
      double c,
      NativeBuffer derivative) {
    Reduction.forEachChunk(
        count,
        threads,
        (from, length) -> {
          float[] f = read(fixed, from, length);
          float[] m = read(moving, from, length);
          float[] w = read(weight, from, length);
          for (int n = 0; n < length; n++) {
            f[n] = (float) (w[n] * (a * f[n] + b * m[n] + c));
          }
          derivative.write(from, f, length);
        });
  }

  /** into[n] *= factor[n]. */
  void multiply(NativeBuffer into, NativeBuffer factor, long count) {
    Reduction.forEachChunk(
        count,
        threads,
        (from, length) -> {
          float[] product = read(into, from, length);
          float[] by = read(factor, from, length);
          for (int n = 0; n < length; n++) {
            product[n] *= by[n];
          }
          into.write(from, product, length);
        });
  }

  /** See {@link org.regista.compute.kernel.SampleKernels#sampleMoments}. */
  double[] sampleMoments(
      NativeBuffer derivative, NativeBuffer gradient, NativeBuffer points, long count) {
    return Reduction.overList(
        count,
        12,
        threads,
        (sums, from, length) -> {
          float[] d = read(derivative, from, length);
          VectorRun g = new VectorRun(length, count);
          VectorRun x = new VectorRun(length, count);
          g.read(gradient, from, length);
          x.read(points, from, length);
          for (int n = 0; n < length; n++) {
            addMoments(sums, 0, (double) d[n] * g.c0[n], x.c0[n], x.c1[n], x.c2[n]);
            addMoments(sums, 4, (double) d[n] * g.c1[n], x.c0[n], x.c1[n], x.c2[n]);
            addMoments(sums, 8, (double) d[n] * g.c2[n], x.c0[n], x.c1[n], x.c2[n]);
          }
        });
  }

  /** Adds g [x, y, z, 1] to the row of {@code sums} that starts at {@code row}. */
  static void addMoments(double[] sums, int row, double g, double x, double y, double z) {
    sums[row] += g * x;
    sums[row + 1] += g * y;
    sums[row + 2] += g * z;
    sums[row + 3] += g;
  }

  /** A copy of {@code length} elements. */
  static float[] read(NativeBuffer buffer, long from, int length) {
    float[] copy = new float[length];
    buffer.read(from, copy, length);
    return copy;
  }
}
