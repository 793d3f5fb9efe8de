package org.regista.compute.reference;

import java.util.Arrays;
import org.regista.compute.kernel.AxisValues;
import org.regista.compute.kernel.Border;
import org.regista.compute.kernel.GaussianTaps;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;
import org.regista.parallel.Workers;

/** Convolution with a sampled Gaussian along i, then j, then k, in place. */
final class GaussianSmoothing {

  private final NativeBuffer images;
  private final int components;
  private final GridSize size;
  private final Border border;
  private final int threads;

  GaussianSmoothing(
      NativeBuffer images, int components, GridSize size, Border border, int threads) {
    this.images = images;
    this.components = components;
    this.size = size;
    this.border = border;
    this.threads = threads;
  }

  /** See {@link org.regista.compute.kernel.FieldKernels#smooth}. */
  void smooth(AxisValues sigmaVoxels) {
    int planes = components * size.nk();
    if (sigmaVoxels.i() >= GaussianTaps.SMALLEST_SIGMA) {
      double[] taps = GaussianTaps.of(sigmaVoxels.i());
      Workers.forEach(planes, threads, plane -> smoothAlongI(plane, taps));
    }
    if (sigmaVoxels.j() >= GaussianTaps.SMALLEST_SIGMA) {
      double[] taps = GaussianTaps.of(sigmaVoxels.j());
      Workers.forEach(
          planes,
          threads,
          plane -> smoothRows((long) plane * size.nj() * size.ni(), size.nj(), size.ni(), taps));
    }
    if (sigmaVoxels.k() >= GaussianTaps.SMALLEST_SIGMA) {
      double[] taps = GaussianTaps.of(sigmaVoxels.k());
      Workers.forEach(components * size.nj(), threads, item -> smoothAlongK(item, taps));
    }
  }

  private void smoothAlongI(int plane, double[] taps) {
    int ni = size.ni();
    int radius = taps.length / 2;
    float[] padded = new float[ni + 2 * radius];
    for (int j = 0; j < size.nj(); j++) {
      long start = ((long) plane * size.nj() + j) * ni;
      float[] row = ListAlgebra.read(images, start, ni);
      if (border == Border.REPLICATE) {
        Arrays.fill(padded, 0, radius, row[0]);
        Arrays.fill(padded, radius + ni, padded.length, row[ni - 1]);
      }
      System.arraycopy(row, 0, padded, radius, ni);
      double[] sums = new double[ni];
      for (int t = 0; t < taps.length; t++) {
        for (int i = 0; i < ni; i++) {
          sums[i] += taps[t] * padded[i + t];
        }
      }
      write(sums, start);
    }
  }

  private void smoothAlongK(int item, double[] taps) {
    int component = item / size.nj();
    long start = component * size.voxelCount() + size.offset(0, item % size.nj(), 0);
    smoothRows(start, size.nk(), (long) size.ni() * size.nj(), taps);
  }

  /** Convolves across {@code n} rows along i, of which the first starts at {@code start}. */
  private void smoothRows(long start, int n, long stride, double[] taps) {
    float[][] rows = new float[n][];
    for (int r = 0; r < n; r++) {
      rows[r] = ListAlgebra.read(images, start + r * stride, size.ni());
    }
    int radius = taps.length / 2;
    for (int r = 0; r < n; r++) {
      double[] sums = new double[size.ni()];
      for (int t = 0; t < taps.length; t++) {
        int source = r + t - radius;
        if (border == Border.REPLICATE) {
          addTo(sums, taps[t], rows[Math.clamp(source, 0, n - 1)]);
        } else if (source >= 0 && source < n) {
          addTo(sums, taps[t], rows[source]);
        }
      }
      write(sums, start + r * stride);
    }
  }

  private static void addTo(double[] sums, double factor, float[] row) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += factor * row[i];
    }
  }

  private void write(double[] sums, long start) {
    float[] row = new float[sums.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) sums[i];
    }
    images.write(start, row, row.length);
  }
}
