package org.regista.compute.reference;

import java.util.Arrays;
import org.regista.compute.kernel.FieldLattice;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;
import org.regista.parallel.Workers;

/** Composition and mixtures of displacement fields on one grid, in its voxels. */
final class FieldAlgebra {

  private final GridSize size;
  private final long count;
  private final int threads;

  FieldAlgebra(GridSize size, int threads) {
    this.size = size;
    this.count = size.voxelCount();
    this.threads = threads;
  }

  /** See {@link org.regista.compute.kernel.FieldKernels#compose}. */
  void compose(NativeBuffer u, NativeBuffer v, double s, FieldLattice lattice) {
    int ni = size.ni();
    try (NativeBuffer old = NativeBuffer.allocate(3 * count)) {
      old.copyFrom(u);
      Workers.forEach(
          size.nk(),
          threads,
          k -> {
            VectorRun row = new VectorRun(ni, count);
            Trilinear place = new Trilinear(size);
            LatticeRows steps = new LatticeRows(v, lattice);
            for (int j = 0; j < size.nj(); j++) {
              steps.read(j, k, row);
              composeRow(old, place, s, j, k, row);
              row.write(u, size.offset(0, j, k), ni);
            }
          });
    }
  }

  /** Each vector v of a row becomes s v + u where s v leads. */
  private void composeRow(NativeBuffer u, Trilinear place, double s, int j, int k, VectorRun row) {
    for (int i = 0; i < row.c0.length; i++) {
      double vi = s * row.c0[i];
      double vj = s * row.c1[i];
      double vk = s * row.c2[i];
      if (Math.abs(vi) > 1 || Math.abs(vj) > 1 || Math.abs(vk) > 1) {
        throw new IllegalArgumentException(
            "a step of (%.2f, %.2f, %.2f) voxels; at most one is possible".formatted(vi, vj, vk));
      }
      place.moveTo(i + vi, j + vj, k + vk);
      row.set(
          i, vi + place.value(u, 0), vj + place.value(u, count), vk + place.value(u, 2 * count));
    }
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
