package org.regista.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.image.IntensityUnit;
import org.regista.image.Mask;
import org.regista.image.Volume;

class PaddingTest {

  private static final GridGeometry GRID =
      GridGeometry.axisAligned(
          new GridSize(10, 9, 8), new LpsVector(1, 1, 2), new LpsPoint(0, 0, 0));

  @Test
  void aLargeAreaOfTheDarkestValueIsPadding() {
    try (Volume volume = volume(3)) {
      Optional<Mask> measured = Padding.measured(volume);
      assertThat(measured).isPresent();
      try (Mask mask = measured.get()) {
        assertThat(mask.weights().get(GRID.size().offset(2, 4, 4))).isZero();
        assertThat(mask.weights().get(GRID.size().offset(3, 4, 4))).isEqualTo(1);
      }
    }
  }

  @Test
  void aFewDarkestVoxelsAreNot() {
    try (Volume volume = volume(0)) {
      volume.voxels().set(17, -1024);
      assertThat(Padding.measured(volume)).isEmpty();
    }
  }

  @Test
  void anImageOfAlmostNothingIsSparse() {
    try (Volume volume = Volume.zeros(Space.named("sparse"), GRID, IntensityUnit.ARBITRARY)) {
      volume.voxels().set(100, 7);
      assertThat(Padding.measured(volume)).isEmpty();
    }
  }

  /** Different positive values, but -1000 where i is below {@code edge}. */
  private static Volume volume(int edge) {
    Volume volume = Volume.zeros(Space.named("padded"), GRID, IntensityUnit.ARBITRARY);
    for (int n = 0; n < volume.voxels().length(); n++) {
      boolean padded = n % GRID.size().ni() < edge;
      volume.voxels().set(n, padded ? -1000f : n + 1f);
    }
    return volume;
  }
}
