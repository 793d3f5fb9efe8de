package org.regista.compute.host;

import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.Space;
import org.regista.image.NativeBuffer;
import org.regista.transform.DisplacementField;

/**
 * A displacement field u on a grid in host memory, held in voxels of that grid, because the kernels
 * know no geometry. The outermost voxels stay at zero.
 */
final class HostField implements AutoCloseable {

  private final HostKernels kernels;
  private final GridGeometry grid;
  private final int threads;
  private final NativeBuffer u;
  private boolean taken;

  /** No displacement. */
  HostField(GridGeometry grid, HostKernels kernels, int threads) {
    this.kernels = kernels;
    this.grid = grid;
    this.threads = threads;
    this.u = NativeBuffer.allocate(3 * grid.size().voxelCount());
  }

  /** Reads the displacements of a field on any grid. */
  void startFrom(DisplacementField start) {
    if (start.grid().equals(grid)) {
      FieldUnits.toVoxels(start.displacementsMm(), grid.lpsToIndex(), u, threads);
      kernels.clearBorder(u, grid.size());
      return;
    }
    try (NativeBuffer voxels = NativeBuffer.allocate(start.displacementsMm().length())) {
      FieldUnits.toVoxels(start.displacementsMm(), grid.lpsToIndex(), voxels, threads);
      AffineMap toStart = Maps.indexToIndex(grid, AffineMap.IDENTITY, start.grid());
      kernels.resampleField(
          voxels, start.grid().size(), toStart, AxisValues.same(1), grid.size(), u);
    }
    kernels.clearBorder(u, grid.size());
  }

  NativeBuffer u() {
    return u;
  }

  GridGeometry grid() {
    return grid;
  }

  GridSize size() {
    return grid.size();
  }

  /** Gaussian, zero beyond the border. */
  void smooth(double sigmaMm) {
    kernels.smooth(u, 3, grid.size(), Lengths.inVoxels(sigmaMm, Lengths.of(grid)), Border.ZERO);
    kernels.clearBorder(u, grid.size());
  }

  /** Hands over the memory of u, in LPS mm. */
  DisplacementField take(Space space) {
    taken = true;
    return inMm(u, space);
  }

  /** Takes ownership of a field in voxels of the grid. */
  DisplacementField inMm(NativeBuffer voxels, Space space) {
    FieldUnits.toMm(voxels, grid.indexToLps(), threads);
    return new DisplacementField(space, space, grid, voxels);
  }

  @Override
  public void close() {
    if (!taken) {
      u.close();
    }
  }
}
