package org.regista.compute.reference;

import org.regista.compute.kernel.FieldLattice;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;

/** Sums of vectors on one plane of a lattice, spread as the trilinear reading of the lattice. */
final class LatticePlane {

  private final FieldLattice lattice;
  private final GridSize size;
  private final double[][] sums;

  LatticePlane(FieldLattice lattice) {
    this.lattice = lattice;
    this.size = lattice.size();
    this.sums = new double[3][size.ni() * size.nj()];
  }

  /** The weight of point n of an axis when position q, clamped to its length, is read linearly. */
  static double share(double q, int n, int length) {
    return Math.max(0, 1 - Math.abs(Math.clamp(q, 0, length - 1.0) - n));
  }

  /** Adds a vector at voxel (i, j) of the image. */
  void add(int i, int j, double vi, double vj, double vk) {
    double qi = Math.clamp(lattice.scale().i() * i + lattice.offset().i(), 0, size.ni() - 1.0);
    double qj = Math.clamp(lattice.scale().j() * j + lattice.offset().j(), 0, size.nj() - 1.0);
    for (int b = (int) qj; b <= Math.min((int) qj + 1, size.nj() - 1); b++) {
      for (int a = (int) qi; a <= Math.min((int) qi + 1, size.ni() - 1); a++) {
        double share = share(qi, a, size.ni()) * share(qj, b, size.nj());
        int n = b * size.ni() + a;
        sums[0][n] += share * vi;
        sums[1][n] += share * vj;
        sums[2][n] += share * vk;
      }
    }
  }

  void write(NativeBuffer vectors, int plane) {
    VectorRun run = new VectorRun(size.ni() * size.nj(), size.voxelCount());
    for (int n = 0; n < run.c0.length; n++) {
      run.set(n, sums[0][n], sums[1][n], sums[2][n]);
    }
    run.write(vectors, size.offset(0, 0, plane), run.c0.length);
  }
}
