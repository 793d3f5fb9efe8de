package org.regista.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;
import org.regista.image.Volume;
import org.regista.resample.Phantom;

final class CubicVoxelsTest {

  private static GridGeometry grid(GridSize size, double iMm, double jMm, double kMm) {
    return Phantom.grid(
        size,
        new LpsVector(iMm, jMm, kMm),
        Phantom.rotation(0.2, -0.3, 0.4),
        new LpsPoint(-6, -5, -8));
  }

  private static void sameBox(GridGeometry cubes, GridGeometry grid) {
    assertThat(cubes.centre().distanceMm(grid.centre())).isCloseTo(0, within(1e-9));
    for (int axis = 0; axis < 3; axis++) {
      assertThat(extentMm(cubes, axis)).isCloseTo(extentMm(grid, axis), within(1e-9));
    }
  }

  private static double extentMm(GridGeometry grid, int axis) {
    int[] size = {grid.size().ni(), grid.size().nj(), grid.size().nk()};
    return size[axis] * grid.spacingMm(axis);
  }

  @Test
  void aCoarseImageBecomesAsFineAsTheOther() {
    GridGeometry grid = grid(new GridSize(12, 10, 6), 2.8, 2.8, 5);
    GridGeometry cubes = CubicVoxels.of(grid, grid(new GridSize(24, 20, 12), 1.4, 1.4, 2.5));

    assertThat(cubes.size()).isEqualTo(new GridSize(24, 20, 24));
    sameBox(cubes, grid);
  }

  @Test
  void aTinySpacingDoesNotMultiplyTheVoxels() {
    GridGeometry grid = grid(new GridSize(64, 64, 48), 0.75, 0.75, 0.6);
    GridGeometry cubes = CubicVoxels.of(grid, grid(new GridSize(64, 64, 60), 0.3, 0.3, 0.25));

    assertThat(cubes.size().voxelCount()).isLessThanOrEqualTo(2 * 64 * 64 * 60);
    sameBox(cubes, grid);
  }

  @Test
  void theFinerImageIsLeftAsItIs() {
    GridGeometry grid = grid(new GridSize(24, 20, 12), 1.4, 1.4, 1.5);

    assertThat(CubicVoxels.of(grid, grid(new GridSize(12, 10, 6), 2.8, 2.8, 5))).isEqualTo(grid);
  }

  @Test
  void aLinearImageStaysWhatItIs() {
    GridGeometry grid = grid(new GridSize(12, 10, 6), 2.8, 2.8, 5);
    GridGeometry cubes = CubicVoxels.of(grid, grid(new GridSize(24, 20, 12), 1.4, 1.4, 2.5));
    try (Volume ramp = Phantom.byPlace(Phantom.FIXED, grid, p -> 3 * p.x() - p.y() + 2 * p.z());
        Volume fine = CubicVoxels.resampled(ramp, cubes, 2)) {
      for (int n = 1; n < 5; n++) {
        LpsPoint at = cubes.toLps(new VoxelIndex(4 * n, 3 * n, 4 * n));
        assertThat((double) fine.at(4 * n, 3 * n, 4 * n))
            .isCloseTo(3 * at.x() - at.y() + 2 * at.z(), within(1e-4));
      }
    }
  }
}
