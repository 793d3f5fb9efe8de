package org.regista.compute.reference;

import org.regista.compute.kernel.AxisValues;
import org.regista.compute.kernel.FieldLattice;
import org.regista.image.NativeBuffer;

/** A field on a lattice, read row by row of the image beside it. For one thread. */
final class LatticeRows {

  private final NativeBuffer field;
  private final FieldLattice lattice;
  private final Trilinear place;

  LatticeRows(NativeBuffer field, FieldLattice lattice) {
    this.field = field;
    this.lattice = lattice;
    this.place = new Trilinear(lattice.size());
  }

  /** The field at the voxels of row (j, k) of the image, in voxels of the image. */
  void read(int j, int k, VectorRun row) {
    AxisValues scale = lattice.scale();
    AxisValues offset = lattice.offset();
    long count = lattice.size().voxelCount();
    for (int i = 0; i < row.c0.length; i++) {
      place.moveTo(
          scale.i() * i + offset.i(), scale.j() * j + offset.j(), scale.k() * k + offset.k());
      row.set(
          i,
          place.value(field, 0) / scale.i(),
          place.value(field, count) / scale.j(),
          place.value(field, 2 * count) / scale.k());
    }
  }
}
