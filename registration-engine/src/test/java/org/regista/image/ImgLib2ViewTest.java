package org.regista.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;

class ImgLib2ViewTest {

  private static final GridGeometry GRID =
      GridGeometry.axisAligned(
          new GridSize(5, 4, 3), new LpsVector(1, 2, 3), new LpsPoint(0, 0, 0));

  @Test
  void showsEachVoxelAtItsIndex() {
    try (Volume volume = numbered()) {
      RandomAccessibleInterval<FloatType> view = ImgLib2View.of(volume);
      assertThat(view.dimensionsAsLongArray()).containsExactly(5, 4, 3);
      assertThat(view.getAt(3, 1, 2).get()).isEqualTo(volume.at(3, 1, 2)).isEqualTo(213);
    }
  }

  @Test
  void writesThrough() {
    try (Volume volume = numbered()) {
      ImgLib2View.of(volume).getAt(4, 0, 1).set(-7);
      assertThat(volume.at(4, 0, 1)).isEqualTo(-7);
    }
  }

  @Test
  void endsWithTheVolume() {
    Volume volume = numbered();
    RandomAccessibleInterval<FloatType> view = ImgLib2View.of(volume);
    volume.close();
    assertThatThrownBy(() -> view.getAt(0, 0, 0).get()).isInstanceOf(IllegalStateException.class);
  }

  /** Voxel (i, j, k) holds the number kji. */
  private static Volume numbered() {
    Volume volume = Volume.zeros(Space.named("numbered"), GRID, IntensityUnit.ARBITRARY);
    for (int k = 0; k < 3; k++) {
      for (int j = 0; j < 4; j++) {
        for (int i = 0; i < 5; i++) {
          volume.voxels().set(GRID.size().offset(i, j, k), 100f * k + 10f * j + i);
        }
      }
    }
    return volume;
  }
}
