package org.regista.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;

class NoiseFloorTest {

  private static final GridGeometry GRID =
      GridGeometry.axisAligned(
          new GridSize(60, 41, 33), new LpsVector(1, 1, 2), new LpsPoint(0, 0, 0));

  @Test
  void findsTheNoiseOnASlope() {
    Random random = new Random(4);
    try (Volume volume = volume((i, j, k) -> 3 * i - j + 0.3 * random.nextGaussian())) {
      assertThat(NoiseFloor.variance(volume)).isCloseTo(0.09, within(0.004));
    }
  }

  @Test
  void anatomyOfFewVoxelsIsNotNoise() {
    try (Volume volume = volume((i, j, k) -> i % 20 < 6 ? 100 : 0)) {
      assertThat(NoiseFloor.variance(volume)).isZero();
    }
  }

  private interface Intensity {
    double at(int i, int j, int k);
  }

  private static Volume volume(Intensity intensity) {
    Volume volume = Volume.zeros(Space.named("noise"), GRID, IntensityUnit.ARBITRARY);
    GridSize size = GRID.size();
    for (int k = 0; k < size.nk(); k++) {
      for (int j = 0; j < size.nj(); j++) {
        for (int i = 0; i < size.ni(); i++) {
          volume.voxels().set(size.offset(i, j, k), (float) intensity.at(i, j, k));
        }
      }
    }
    return volume;
  }
}
