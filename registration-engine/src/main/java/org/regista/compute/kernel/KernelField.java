package org.regista.compute.kernel;

import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.Space;
import org.regista.transform.DisplacementField;

/**
 * A displacement field u on a grid, held in voxels of that grid, because the kernels know no
 * geometry. The outermost voxels stay at zero.
 */
final class KernelField<B> implements AutoCloseable {

  private final Kernels<B> kernels;
  private final GridGeometry grid;
  private final int threads;
  private final B u;
  private boolean taken;

  /** No displacement. */
  KernelField(GridGeometry grid, Kernels<B> kernels, int threads) {
    this.kernels = kernels;
    this.grid = grid;
    this.threads = threads;
    this.u = kernels.allocate(3 * grid.size().voxelCount());
  }

  /** Reads the displacements of a field on any grid. */
  void startFrom(DisplacementField start) {
    if (start.grid().equals(grid)) {
      kernels.load(start.displacementsMm(), grid.lpsToIndex(), u, threads);
    } else {
      B voxels = kernels.allocate(start.displacementsMm().length());
      kernels.load(start.displacementsMm(), grid.lpsToIndex(), voxels, threads);
      AffineMap toStart = Maps.indexToIndex(grid, AffineMap.IDENTITY, start.grid());
      kernels.resampleField(
          voxels, start.grid().size(), toStart, AxisValues.same(1), grid.size(), u);
      kernels.free(voxels);
    }
    kernels.clearBorder(u, grid.size());
  }

  B u() {
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
  DisplacementField inMm(B voxels, Space space) {
    return new DisplacementField(
        space, space, grid, kernels.unload(voxels, grid.indexToLps(), threads));
  }

  @Override
  public void close() {
    if (!taken) {
      kernels.free(u);
    }
  }
}
