package org.regista.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.image.Mask;
import org.regista.image.Volume;

class ShownShareTest {

  private static final LpsPoint ORIGIN = new LpsPoint(0, 0, 0);

  /** A voxel at a face of the moving grid is shown by half: n - 1 of n along an axis. */
  @Test
  void ofAShiftedBoxIsWhatIsLeftOfIt() {
    GridGeometry grid =
        GridGeometry.axisAligned(new GridSize(10, 8, 6), new LpsVector(2, 3, 4), ORIGIN);
    AffineMap fourVoxels = AffineMap.translation(new LpsVector(8, 0, 0));
    AffineMap away = AffineMap.translation(new LpsVector(21, 0, 0));

    assertThat(share(grid, grid, AffineMap.IDENTITY)).isCloseTo(9 * 7 * 5 / 480.0, within(1e-12));
    assertThat(share(grid, grid, fourVoxels)).isCloseTo(5.5 * 7 * 5 / 480.0, within(1e-12));
    assertThat(share(grid, grid, away)).isZero();
  }

  private static double share(GridGeometry fixed, GridGeometry moving, AffineMap pose) {
    float[] all = new float[(int) fixed.size().voxelCount()];
    Arrays.fill(all, 1);
    return ShownShare.of(fixed, all, moving, ORIGIN, pose).value();
  }

  @Test
  void derivativeAgreesWithDifferencesOnObliqueGridsUnderAMask() {
    GridGeometry fixed =
        AnalyticHead.grid(new GridSize(30, 26, 20), new LpsVector(4, 4.4, 5), 0.1, -0.2, 0.3);
    GridGeometry moving =
        AnalyticHead.grid(new GridSize(22, 30, 15), new LpsVector(5, 4.5, 6), -0.3, 0.1, 0.2);
    double[] pose = {0.99, 0.05, -0.08, 9, -0.06, 1.02, 0.03, -7, 0.08, -0.02, 0.98, 12};
    try (Volume head = new AnalyticHead(11).image("fixed", fixed, x -> x, v -> v);
        Mask mask = Mask.above(head, 40)) {
      float[] weights = ShownShare.patient(head, Optional.of(mask));
      ShownShare shown = ShownShare.of(fixed, weights, moving, ORIGIN, map(pose, 0, 0));

      assertThat(shown.value()).isBetween(0.3, 0.95);
      for (int n = 0; n < 12; n++) {
        double step = n % 4 == 3 ? 1e-3 : 1e-5;
        double up = ShownShare.of(fixed, weights, moving, ORIGIN, map(pose, n, step)).value();
        double down = ShownShare.of(fixed, weights, moving, ORIGIN, map(pose, n, -step)).value();
        assertThat(shown.derivative()[n])
            .as("entry %d", n)
            .isCloseTo((up - down) / (2 * step), within(n % 4 == 3 ? 1e-4 : 5e-3));
      }
    }
  }

  private static AffineMap map(double[] rows, int entry, double change) {
    double[] m = rows.clone();
    m[entry] += change;
    return new AffineMap(m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8], m[9], m[10], m[11]);
  }
}
