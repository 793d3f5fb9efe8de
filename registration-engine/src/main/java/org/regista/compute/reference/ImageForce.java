package org.regista.compute.reference;

import org.regista.compute.kernel.AxisValues;
import org.regista.compute.kernel.FieldLattice;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;
import org.regista.parallel.Workers;

/** From a derivative by warped intensities to a force on the voxels of the fixed grid. */
final class ImageForce {

  private final GridSize size;
  private final int threads;

  ImageForce(GridSize size, int threads) {
    this.size = size;
    this.threads = threads;
  }

  /** See {@link org.regista.compute.kernel.FieldKernels#force}. */
  void force(
      NativeBuffer derivative,
      NativeBuffer warped,
      NativeBuffer weight,
      AxisValues scale,
      FieldLattice lattice,
      NativeBuffer force) {
    Slopes slopes = new Slopes(warped, weight);
    Workers.forEach(
        lattice.size().nk(),
        threads,
        plane -> {
          LatticePlane sums = new LatticePlane(lattice);
          for (int k = 0; k < size.nk(); k++) {
            double share =
                LatticePlane.share(
                    lattice.scale().k() * k + lattice.offset().k(), plane, lattice.size().nk());
            if (share > 0) {
              addPlane(derivative, weight, slopes, scale, k, share, sums);
            }
          }
          sums.write(force, plane);
        });
  }

  private void addPlane(
      NativeBuffer derivative,
      NativeBuffer weight,
      Slopes slopes,
      AxisValues scale,
      int k,
      double share,
      LatticePlane sums) {
    int ni = size.ni();
    for (int j = 0; j < size.nj(); j++) {
      long p = size.offset(0, j, k);
      for (int i = 0; i < ni; i++, p++) {
        if (weight.get(p) > 0) {
          double d = share * derivative.get(p);
          sums.add(
              i,
              j,
              d * scale.i() * slopes.at(p, i, ni, 1),
              d * scale.j() * slopes.at(p, j, size.nj(), ni),
              d * scale.k() * slopes.at(p, k, size.nk(), (long) ni * size.nj()));
        }
      }
    }
  }

  /** Differences of an image between neighbours that count. */
  private record Slopes(NativeBuffer image, NativeBuffer weight) {

    /** At element p, which is voxel n of {@code length} along an axis of the given stride. */
    double at(long p, int n, int length, long stride) {
      boolean below = n > 0 && weight.get(p - stride) > 0;
      boolean above = n < length - 1 && weight.get(p + stride) > 0;
      double low = image.get(below ? p - stride : p);
      double high = image.get(above ? p + stride : p);
      return below && above ? (high - low) / 2 : high - low;
    }
  }

  /** See {@link org.regista.compute.kernel.FieldKernels#gridMoments}. */
  double[] gridMoments(NativeBuffer force) {
    int ni = size.ni();
    return Reduction.overItems(
        size.nk(),
        12,
        threads,
        (sums, k) -> {
          VectorRun row = new VectorRun(ni, size.voxelCount());
          for (int j = 0; j < size.nj(); j++) {
            row.read(force, size.offset(0, j, k), ni);
            for (int i = 0; i < ni; i++) {
              ListAlgebra.addMoments(sums, 0, row.c0[i], i, j, k);
              ListAlgebra.addMoments(sums, 4, row.c1[i], i, j, k);
              ListAlgebra.addMoments(sums, 8, row.c2[i], i, j, k);
            }
          }
        });
  }
}
