package org.regista.compute.kernel;

import org.regista.geometry.GridSize;

/**
 * A grid that carries a displacement field beside an image: voxel p of the image lies at {@code
 * scale p + offset} of the lattice, per axis. Where the lattice ends, the field goes on as at its
 * edge. Displacements are in voxels of the lattice; the image moves by u / scale of its own.
 */
public record FieldLattice(GridSize size, AxisValues scale, AxisValues offset) {

  /** The image's own grid. */
  public static FieldLattice same(GridSize size) {
    return new FieldLattice(size, AxisValues.same(1), AxisValues.same(0));
  }
}
