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

  @Override
  public String toString() {
    return ni + "x" + nj + "x" + nk;
  }
}
