package org.regista.geometry;

/** The number of voxels along each axis of a grid; i varies fastest in memory. */
public record GridSize(int ni, int nj, int nk) {

  public GridSize {
    if (ni < 1 || nj < 1 || nk < 1) {
      throw new IllegalArgumentException(
          "grid size %d x %d x %d: every axis needs at least one voxel".formatted(ni, nj, nk));
    }
  }

  /** ni nj nk; a {@code long} because a clinical volume may exceed 2^31 voxels. */
  public long voxelCount() {
    return Math.multiplyExact((long) ni * nj, (long) nk);
  }

  /** Position of voxel (i, j, k) in planar memory. */
  public long offset(int i, int j, int k) {
    return ((long) k * nj + j) * ni + i;
  }

  /**
   * True for a continuous index that belongs to a voxel: at most half a voxel beyond the outermost
   * centres, the upper end excluded. False for NaN.
   */
  public boolean encloses(double i, double j, double k) {
    return i >= -0.5 && i < ni - 0.5 && j >= -0.5 && j < nj - 0.5 && k >= -0.5 && k < nk - 0.5;
  }

  @Override
  public String toString() {
    return ni + "x" + nj + "x" + nk;
  }
}
