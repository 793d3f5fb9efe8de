package org.regista.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;
import org.regista.resample.Phantom;

final class DistanceTransformTest {

  private static final GridSize BOX = new GridSize(11, 6, 8);

  private static final GridGeometry GRID =
      Phantom.grid(
          BOX,
          new LpsVector(0.7, 3.1, 1.3),
          Phantom.rotation(0.3, -0.2, 0.5),
          new LpsPoint(5, -3, 2));

  @Test
  void agreesWithTryingEverySite() {
    Random random = new Random(11);
    for (int trial = 0; trial < 20; trial++) {
      boolean[] sites = new boolean[(int) BOX.voxelCount()];
      for (int n = 0; n <= trial; n++) {
        sites[random.nextInt(sites.length)] = true;
      }

      double[] squared = DistanceTransform.squaredMm(sites, BOX, GRID);

      for (int p = 0; p < sites.length; p++) {
        assertThat(Math.sqrt(squared[p])).isCloseTo(nearest(sites, p), offset(1e-9));
      }
    }
  }

  private static double nearest(boolean[] sites, int p) {
    double best = Double.POSITIVE_INFINITY;
    for (int q = 0; q < sites.length; q++) {
      if (sites[q]) {
        best = Math.min(best, GRID.toLps(index(p)).distanceMm(GRID.toLps(index(q))));
      }
    }
    return best;
  }

  private static VoxelIndex index(int p) {
    return new VoxelIndex(
        p % BOX.ni(), p / BOX.ni() % BOX.nj(), Math.floorDiv(p, BOX.ni() * BOX.nj()));
  }

  @Test
  void withoutASiteAllIsInfinitelyFar() {
    assertThat(DistanceTransform.squaredMm(new boolean[(int) BOX.voxelCount()], BOX, GRID))
        .containsOnly(Double.POSITIVE_INFINITY);
  }
}
