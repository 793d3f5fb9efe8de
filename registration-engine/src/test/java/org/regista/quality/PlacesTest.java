package org.regista.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.regista.resample.Phantom.FIXED;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;
import org.regista.quality.Places.Place;
import org.regista.resample.Phantom;

final class PlacesTest {

  private static GridGeometry grid(int ni, int nj, int nk) {
    return GridGeometry.axisAligned(
        new GridSize(ni, nj, nk), new LpsVector(1, 1, 1), new LpsPoint(0, 0, 0));
  }

  @Test
  void everyVoxelOfASmallImage() {
    try (Volume volume = Phantom.byIndex(FIXED, grid(5, 4, 3), v -> v.i() + 10 * v.j())) {
      Places places = Places.of(volume, Optional.empty());

      assertThat(places.counted()).hasSize(60);
      assertThat(places.counted().get(6)).isEqualTo(new Place(new LpsPoint(1, 1, 0), 11));
    }
  }

  @Test
  void evenlySpreadOverALargeOne() {
    try (Volume volume = Volume.zeros(FIXED, grid(162, 150, 140), IntensityUnit.ARBITRARY)) {
      volume.voxels().set(0, 1); // a constant image has no foreground
      Places places = Places.of(volume, Optional.empty());

      // every third voxel; along i and j two voxels are left over, one at either end
      assertThat(places.counted()).hasSize(54 * 50 * 47);
      assertThat(places.counted().getFirst().at()).isEqualTo(new LpsPoint(1, 1, 0));
      assertThat(places.counted().getLast().at()).isEqualTo(new LpsPoint(160, 148, 138));
    }
  }

  @Test
  void whatThePatientEnclosesIsForegroundAndTheAirAroundIsNot() {
    // a wall around a dark lung, in air; and a bay that is open to the air
    try (Volume volume =
        Phantom.byIndex(
            FIXED,
            grid(12, 10, 2),
            v -> {
              boolean body = v.i() >= 2 && v.i() <= 9 && v.j() >= 2 && v.j() <= 7;
              boolean lung = v.i() >= 4 && v.i() <= 5 && v.j() >= 4 && v.j() <= 5;
              boolean bay = v.i() >= 8 && v.j() == 4;
              return body && !lung && !bay ? 40 : -900;
            })) {
      boolean[] plane = PlaneForeground.of(volume).plane(1);

      assertThat(plane[4 * 12 + 4]).as("lung").isTrue();
      assertThat(plane[2 * 12 + 2]).as("wall").isTrue();
      assertThat(plane[4 * 12 + 9]).as("bay").isFalse();
      assertThat(plane[0]).as("air").isFalse();
      assertThat(Places.of(volume, Optional.empty()).foreground()).hasSize(2 * (8 * 6 - 2));
    }
  }
}
