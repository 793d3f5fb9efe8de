package org.regista.compute.reference;

import org.regista.compute.kernel.AxisValues;
import org.regista.compute.kernel.StepBound;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;
import org.regista.parallel.Workers;

/** The momentum of a registration, and how far a step along it may go. Fields in voxels. */
final class StepLimits {

  private final GridSize size;
  private final double[] mm;
  private final long count;
  private final int threads;

  StepLimits(GridSize size, AxisValues spacingMm, int threads) {
    this.size = size;
    this.mm = new double[] {spacingMm.i(), spacingMm.j(), spacingMm.k()};
    this.count = size.voxelCount();
    this.threads = threads;
  }

  /** See {@link org.regista.compute.kernel.FieldKernels#accumulate}. */
  double accumulate(NativeBuffer momentum, double decay, NativeBuffer addend) {
    int plane = size.ni() * size.nj();
    double[] sums =
        Reduction.overItems(
            size.nk(),
            2,
            threads,
            (total, k) -> {
              VectorRun m = new VectorRun(plane, count);
              VectorRun added = new VectorRun(plane, count);
              m.read(momentum, (long) k * plane, plane);
              added.read(addend, (long) k * plane, plane);
              for (int n = 0; n < plane; n++) {
                m.set(
                    n,
                    decay * m.c0[n] + added.c0[n],
                    decay * m.c1[n] + added.c1[n],
                    decay * m.c2[n] + added.c2[n]);
                double length = lengthMm(m, n);
                total[0] += length;
                total[1] += length * length;
              }
              m.write(momentum, (long) k * plane, plane);
            });
    return sums[0] > 0 ? sums[1] / sums[0] : 0;
  }

  /** See {@link org.regista.compute.kernel.FieldKernels#limitStep}. */
  void limit(NativeBuffer v, double typicalMm, double maxMm, NativeBuffer step) {
    int plane = size.ni() * size.nj();
    Workers.forEach(
        size.nk(),
        threads,
        k -> {
          VectorRun run = new VectorRun(plane, count);
          run.read(v, (long) k * plane, plane);
          for (int n = 0; n < plane; n++) {
            double factor = maxMm / (typicalMm + lengthMm(run, n));
            run.set(n, factor * run.c0[n], factor * run.c1[n], factor * run.c2[n]);
          }
          run.write(step, (long) k * plane, plane);
        });
  }

  private double lengthMm(VectorRun v, int n) {
    double x = v.c0[n] * mm[0];
    double y = v.c1[n] * mm[1];
    double z = v.c2[n] * mm[2];
    return Math.sqrt(x * x + y * y + z * z);
  }

  /** See {@link org.regista.compute.kernel.FieldKernels#stepBound}. */
  StepBound bound(NativeBuffer v) {
    double[] longest = new double[size.nk()];
    double[] steepest = new double[size.nk()];
    Workers.forEach(
        size.nk(),
        threads,
        k -> {
          longest[k] = longestMm(v, k);
          boolean hasCells = k + 1 < size.nk() || size.nk() == 1;
          steepest[k] = hasCells ? steepest(v, k) : 0;
        });
    return new StepBound(max(longest), max(steepest));
  }

  private static double max(double[] values) {
    double max = 0;
    for (double value : values) {
      max = Math.max(max, value);
    }
    return max;
  }

  private double longestMm(NativeBuffer v, int k) {
    int plane = size.ni() * size.nj();
    VectorRun run = new VectorRun(plane, count);
    run.read(v, (long) k * plane, plane);
    double max = 0;
    for (int n = 0; n < plane; n++) {
      max = Math.max(max, lengthMm(run, n));
    }
    return max;
  }

  private double steepest(NativeBuffer v, int k) {
    double max = 0;
    for (int c = 0; c < 3; c++) {
      for (int j = 0; j < Math.max(1, size.nj() - 1); j++) {
        for (int i = 0; i < Math.max(1, size.ni() - 1); i++) {
          max = Math.max(max, steepness(v, c, size.offset(i, j, k)));
        }
      }
    }
    return max;
  }

  /** Of the cell whose lower corner is at {@code p}, for component c. */
  private double steepness(NativeBuffer v, int c, long p) {
    long[] strides = {1, size.ni(), (long) size.ni() * size.nj()};
    int[] lengths = {size.ni(), size.nj(), size.nk()};
    double sum = 0;
    for (int a = 0; a < 3; a++) {
      double largest = 0;
      for (int corner = 0; corner < 8; corner++) {
        if ((corner >> a & 1) == 0 && isThere(corner | 1 << a, lengths)) {
          long from = c * count + p + step(corner, strides);
          double difference = (double) v.get(from + strides[a]) - v.get(from);
          largest = Math.max(largest, Math.abs(difference));
        }
      }
      sum += largest * mm[c] / mm[a];
    }
    return sum;
  }

  /** Bit a of a corner says whether it is the upper one along axis a; an axis of 1 has none. */
  private static boolean isThere(int corner, int[] lengths) {
    for (int a = 0; a < 3; a++) {
      if ((corner >> a & 1) == 1 && lengths[a] == 1) {
        return false;
      }
    }
    return true;
  }

  private static long step(int corner, long[] strides) {
    long step = 0;
    for (int a = 0; a < 3; a++) {
      step += (corner >> a & 1) * strides[a];
    }
    return step;
  }
}
