package org.regista.register;

import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.image.Volume;
import org.regista.resample.Interpolation;
import org.regista.resample.Resampler;
import org.regista.transform.AffineTransform;

/**
 * A coarse image as fine as another. Nothing is added to what it shows, but smoothing and thinning
 * then do the same to both, and windows reach equally far along all axes.
 */
final class CubicVoxels {

  /** The other image may have thick slices too, so that cubes are at most about this many more. */
  private static final long MOST_TIMES_THE_LARGER = 2;

  private static final double COARSER = 1.05;

  private CubicVoxels() {}

  /**
   * The grid over the same box whose voxels are each cut into as many parts as bring them nearest
   * to the finest spacing of either grid, or to the finest that needs not more than twice the
   * voxels of the larger grid.
   */
  static GridGeometry of(GridGeometry grid, GridGeometry other) {
    long larger = Math.max(grid.size().voxelCount(), other.size().voxelCount());
    double targetMm = Math.min(finestMm(grid), finestMm(other));
    GridGeometry cubes = divided(grid, targetMm);
    while (cubes.size().voxelCount() > MOST_TIMES_THE_LARGER * larger) {
      targetMm *= COARSER;
      cubes = divided(grid, targetMm);
    }
    return cubes;
  }

  /** A new volume on that grid, owned by the caller, trilinear. */
  static Volume resampled(Volume volume, GridGeometry cubes, int threads) {
    AffineTransform here = new AffineTransform(volume.space(), volume.space(), AffineMap.IDENTITY);
    return new Resampler(threads).resample(volume, here, cubes, Interpolation.LINEAR, 0);
  }

  private static GridGeometry divided(GridGeometry grid, double targetMm) {
    int a = parts(grid.spacingMm(0), targetMm);
    int b = parts(grid.spacingMm(1), targetMm);
    int c = parts(grid.spacingMm(2), targetMm);
    AffineMap toWhole =
        new AffineMap(1.0 / a, 0, 0, first(a), 0, 1.0 / b, 0, first(b), 0, 0, 1.0 / c, first(c));
    GridSize size = grid.size();
    return new GridGeometry(
        new GridSize(size.ni() * a, size.nj() * b, size.nk() * c),
        toWhole.andThen(grid.indexToLps()));
  }

  private static double finestMm(GridGeometry grid) {
    return Math.min(grid.spacingMm(0), Math.min(grid.spacingMm(1), grid.spacingMm(2)));
  }

  private static int parts(double spacingMm, double targetMm) {
    return Math.max(1, (int) Math.round(spacingMm / targetMm));
  }

  /** Where the first part of voxel 0 lies, in voxels. */
  private static double first(int parts) {
    return 0.5 / parts - 0.5;
  }
}
