package org.regista.compute.reference;

import java.util.Arrays;
import org.regista.compute.host.AxisValues;
import org.regista.compute.host.StepBound;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;
import org.regista.parallel.Workers;

/** Composition, bounds and mixtures of displacement fields on one grid, in its voxels. */
final class FieldAlgebra {

  private final GridSize size;
  private final long count;
  private final int threads;

  FieldAlgebra(GridSize size, int threads) {
    this.size = size;
    this.count = size.voxelCount();
    this.threads = threads;
  }

  /** composed(p) = s v(p) + u(p + s v(p)). */
  void compose(NativeBuffer u, NativeBuffer v, double s, NativeBuffer composed) {
    int ni = size.ni();
    Workers.forEach(
        size.nk(),
        threads,
        k -> {
          VectorRun row = new VectorRun(ni, count);
          Trilinear place = new Trilinear(size);
          for (int j = 0; j < size.nj(); j++) {
            row.read(v, size.offset(0, j, k), ni);
            for (int i = 0; i < ni; i++) {
              double vi = s * row.c0[i];
              double vj = s * row.c1[i];
              double vk = s * row.c2[i];
              place.moveTo(i + vi, j + vj, k + vk);
              row.set(
                  i,
                  vi + place.value(u, 0),
                  vj + place.value(u, count),
                  vk + place.value(u, 2 * count));
            }
            row.write(composed, size.offset(0, j, k), ni);
          }
        });
  }

  /** See {@link org.regista.compute.host.FieldKernels#stepBound}. */
  StepBound stepBound(NativeBuffer v, AxisValues spacingMm) {
    double[][] ofPlane = new double[size.nk()][];
    Workers.forEach(size.nk(), threads, k -> ofPlane[k] = planeBound(v, spacingMm, k));
    double[] max = new double[4];
    for (double[] bound : ofPlane) {
      for (int n = 0; n < max.length; n++) {
        max[n] = Math.max(max[n], bound[n]);
      }
    }
    return new StepBound(
        Math.sqrt(max[3]),
        max[0] / spacingMm.i() + max[1] / spacingMm.j() + max[2] / spacingMm.k());
  }

  /** Largest difference in mm to the next voxel along i, j, k; largest squared length in mm^2. */
  private double[] planeBound(NativeBuffer v, AxisValues spacingMm, int k) {
    int ni = size.ni();
    double[] max = new double[4];
    VectorRun row = new VectorRun(ni, count);
    VectorRun next = new VectorRun(ni, count);
    for (int j = 0; j < size.nj(); j++) {
      row.read(v, size.offset(0, j, k), ni);
      for (int i = 0; i < ni; i++) {
        double x = row.c0[i] * spacingMm.i();
        double y = row.c1[i] * spacingMm.j();
        double z = row.c2[i] * spacingMm.k();
        max[3] = Math.max(max[3], x * x + y * y + z * z);
      }
      max[0] = Math.max(max[0], largestDifference(row, 0, row, 1, ni - 1, spacingMm));
      if (j + 1 < size.nj()) {
        next.read(v, size.offset(0, j + 1, k), ni);
        max[1] = Math.max(max[1], largestDifference(row, 0, next, 0, ni, spacingMm));
      }
      if (k + 1 < size.nk()) {
        next.read(v, size.offset(0, j, k + 1), ni);
        max[2] = Math.max(max[2], largestDifference(row, 0, next, 0, ni, spacingMm));
      }
    }
    return max;
  }

  private static double largestDifference(
      VectorRun a, int fromA, VectorRun b, int fromB, int length, AxisValues spacingMm) {
    double max = 0;
    for (int n = 0; n < length; n++) {
      double x = Math.abs((double) b.c0[fromB + n] - a.c0[fromA + n]) * spacingMm.i();
      double y = Math.abs((double) b.c1[fromB + n] - a.c1[fromA + n]) * spacingMm.j();
      double z = Math.abs((double) b.c2[fromB + n] - a.c2[fromA + n]) * spacingMm.k();
      max = Math.max(max, Math.max(x, Math.max(y, z)));
    }
    return max;
  }

  /**
   * Sets the outermost layer of voxels of all three components to zero, along axes longer than 2.
   */
  void clearBorder(NativeBuffer field) {
    int ni = size.ni();
    Workers.forEach(
        3 * size.nk(),
        threads,
        plane -> {
          boolean wholePlane = isBorder(plane % size.nk(), size.nk());
          for (int j = 0; j < size.nj(); j++) {
            long start = ((long) plane * size.nj() + j) * ni;
            float[] row = ListAlgebra.read(field, start, ni);
            if (wholePlane || isBorder(j, size.nj())) {
              Arrays.fill(row, 0);
            } else if (ni > 2) {
              row[0] = 0;
              row[ni - 1] = 0;
            }
            field.write(start, row, ni);
          }
        });
  }

  private static boolean isBorder(int n, int length) {
    return length > 2 && (n == 0 || n == length - 1);
  }

  /** field = (1 - w) field + w other. */
  void blend(NativeBuffer field, NativeBuffer other, NativeBuffer w) {
    int ni = size.ni();
    Workers.forEach(
        3 * size.nk(),
        threads,
        plane -> {
          for (int j = 0; j < size.nj(); j++) {
            long start = ((long) plane * size.nj() + j) * ni;
            float[] mixed = ListAlgebra.read(field, start, ni);
            float[] added = ListAlgebra.read(other, start, ni);
            float[] share = ListAlgebra.read(w, size.offset(0, j, plane % size.nk()), ni);
            for (int i = 0; i < ni; i++) {
              mixed[i] = (float) ((1.0 - share[i]) * mixed[i] + (double) share[i] * added[i]);
            }
            field.write(start, mixed, ni);
          }
        });
  }
}
