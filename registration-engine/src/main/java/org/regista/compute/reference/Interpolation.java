package org.regista.compute.reference;

import org.regista.compute.kernel.AxisValues;
import org.regista.compute.kernel.FieldLattice;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;
import org.regista.parallel.Workers;

/**
 * Images and fields read between their voxels: at listed points, through a field, on another grid.
 */
final class Interpolation {

  private final int threads;

  Interpolation(int threads) {
    this.threads = threads;
  }

  /** See {@link org.regista.compute.kernel.SampleKernels#sample}. */
  void sample(
      NativeBuffer moving,
      GridSize movingSize,
      AffineMap pointToMovingIndex,
      NativeBuffer points,
      long count,
      NativeBuffer value,
      NativeBuffer gradient,
      NativeBuffer weight) {
    Reduction.forEachChunk(
        count,
        threads,
        (from, length) -> {
          VectorRun run = new VectorRun(length, count);
          run.read(points, from, length);
          float[] values = new float[length];
          float[] weights = new float[length];
          // each point is replaced by the gradient there
          sampleRun(moving, new Trilinear(movingSize), pointToMovingIndex, run, values, weights);
          value.write(from, values, length);
          run.write(gradient, from, length);
          weight.write(from, weights, length);
        });
  }

  private static void sampleRun(
      NativeBuffer moving,
      Trilinear place,
      AffineMap map,
      VectorRun run,
      float[] values,
      float[] weights) {
    for (int n = 0; n < values.length; n++) {
      double qi = map.row0(run.c0[n], run.c1[n], run.c2[n]);
      double qj = map.row1(run.c0[n], run.c1[n], run.c2[n]);
      double qk = map.row2(run.c0[n], run.c1[n], run.c2[n]);
      if (place.isInside(qi, qj, qk)) {
        place.moveTo(qi, qj, qk);
        values[n] = (float) place.value(moving, 0);
        weights[n] = 1;
        run.set(
            n,
            place.derivativeI(moving, 0),
            place.derivativeJ(moving, 0),
            place.derivativeK(moving, 0));
      } else {
        run.set(n, 0, 0, 0);
      }
    }
  }

  /** See {@link org.regista.compute.kernel.FieldKernels#warp}. */
  void warp(
      NativeBuffer moving,
      GridSize movingSize,
      AffineMap fixedIndexToMovingIndex,
      NativeBuffer u,
      FieldLattice lattice,
      GridSize size,
      NativeBuffer warped,
      NativeBuffer weight) {
    int ni = size.ni();
    Workers.forEach(
        size.nk(),
        threads,
        k -> {
          VectorRun row = new VectorRun(ni, size.voxelCount());
          Trilinear place = new Trilinear(movingSize);
          LatticeRows field = new LatticeRows(u, lattice);
          for (int j = 0; j < size.nj(); j++) {
            field.read(j, k, row);
            float[] values = new float[ni];
            float[] weights = new float[ni];
            warpRow(moving, place, fixedIndexToMovingIndex, row, j, k, values, weights);
            warped.write(size.offset(0, j, k), values, ni);
            weight.write(size.offset(0, j, k), weights, ni);
          }
        });
  }

  private static void warpRow(
      NativeBuffer moving,
      Trilinear place,
      AffineMap map,
      VectorRun u,
      int j,
      int k,
      float[] values,
      float[] weights) {
    for (int i = 0; i < values.length; i++) {
      double x = i + (double) u.c0[i];
      double y = j + (double) u.c1[i];
      double z = k + (double) u.c2[i];
      double qi = map.row0(x, y, z);
      double qj = map.row1(x, y, z);
      double qk = map.row2(x, y, z);
      if (place.isInside(qi, qj, qk)) {
        place.moveTo(qi, qj, qk);
        values[i] = (float) place.value(moving, 0);
        weights[i] = 1;
      }
    }
  }

  /** See {@link org.regista.compute.kernel.FieldKernels#resampleField}. */
  void resampleField(
      NativeBuffer from,
      GridSize fromSize,
      AffineMap toFromIndex,
      AxisValues scale,
      GridSize size,
      NativeBuffer into) {
    int ni = size.ni();
    long plane = fromSize.voxelCount();
    Workers.forEach(
        size.nk(),
        threads,
        k -> {
          VectorRun row = new VectorRun(ni, size.voxelCount());
          Trilinear place = new Trilinear(fromSize);
          for (int j = 0; j < size.nj(); j++) {
            for (int i = 0; i < ni; i++) {
              place.moveTo(
                  toFromIndex.row0(i, j, k), toFromIndex.row1(i, j, k), toFromIndex.row2(i, j, k));
              row.set(
                  i,
                  scale.i() * place.value(from, 0),
                  scale.j() * place.value(from, plane),
                  scale.k() * place.value(from, 2 * plane));
            }
            row.write(into, size.offset(0, j, k), ni);
          }
        });
  }
}
