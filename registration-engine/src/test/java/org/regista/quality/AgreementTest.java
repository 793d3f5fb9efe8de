package org.regista.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.regista.resample.Phantom.FIXED;
import static org.regista.resample.Phantom.MOVING;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;
import org.regista.image.Mask;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.resample.Phantom;
import org.regista.transform.AffineTransform;

final class AgreementTest {

  private static final AffineTransform IDENTITY = AffineTransform.identity(FIXED, MOVING);

  private static double pattern(VoxelIndex v) {
    return (v.i() * 7 + v.j() * 13 + v.k() * 29) % 31;
  }

  private static Agreement agreement(Volume fixed, Volume moving, AffineTransform forward) {
    return Agreement.of(Places.of(fixed, Optional.empty()), moving, forward);
  }

  /** numpy 2.3.5, see quality_oracle.py. */
  @Test
  void similaritiesAgreeWithNumpy() {
    GridGeometry grid = gridOf(new GridSize(9, 7, 6));
    try (Volume fixed = Phantom.byIndex(FIXED, grid, AgreementTest::pattern);
        Volume moving =
            Phantom.byIndex(
                MOVING,
                grid,
                v -> 100 - 2 * pattern(v) + 10 * Math.sin(v.i() + 2 * v.j() + 3 * v.k()))) {
      Agreement agreement = agreement(fixed, moving, IDENTITY);

      // trilinear at voxel centres that went through LPS is exact to about 1e-6 intensity steps
      assertThat(agreement.ncc()).isCloseTo(-0.930674640, offset(1e-7));
      assertThat(agreement.nmi()).isCloseTo(1.336689634, offset(1e-7));
      assertThat(agreement.overlap()).isEqualTo(1);
    }
  }

  private static GridGeometry gridOf(GridSize size) {
    return GridGeometry.axisAligned(size, new LpsVector(1.5, 2, 2.75), new LpsPoint(-6, 5, 3));
  }

  @Test
  void anImageDeterminesItself() {
    GridGeometry grid = gridOf(new GridSize(9, 7, 6));
    try (Volume fixed = Phantom.byIndex(FIXED, grid, AgreementTest::pattern);
        Volume moving = Phantom.byIndex(MOVING, grid, v -> 1000 - 3 * pattern(v))) {
      Agreement agreement = agreement(fixed, moving, IDENTITY);

      assertThat(agreement.ncc()).isCloseTo(-1, offset(1e-9));
      assertThat(agreement.nmi()).isCloseTo(2, offset(1e-9));
    }
  }

  @Test
  void aConstantImageSaysNothing() {
    try (Volume fixed = Phantom.byIndex(FIXED, Phantom.oblique(), AgreementTest::pattern);
        Volume moving = Phantom.byIndex(MOVING, Phantom.oblique(), v -> 3)) {
      Agreement agreement = agreement(fixed, moving, IDENTITY);

      assertThat(agreement.ncc()).isZero();
      assertThat(agreement.nmi()).isCloseTo(1, offset(1e-12));
    }
  }

  @Test
  void withoutOverlapEverythingIsZeroOrOne() {
    AffineTransform away =
        new AffineTransform(FIXED, MOVING, AffineMap.translation(new LpsVector(500, 0, 0)));
    try (Volume fixed = Phantom.byIndex(FIXED, Phantom.oblique(), AgreementTest::pattern);
        Volume moving = Phantom.byIndex(MOVING, Phantom.oblique(), AgreementTest::pattern)) {
      assertThat(agreement(fixed, moving, away)).isEqualTo(new Agreement(0, 0, 1));
    }
  }

  @Test
  void overlapIsTheShareOfTheForegroundInsideTheMovingImage() {
    // the patient fills i = 2 .. 7 of ten; the moving image ends behind i = 4
    GridGeometry grid =
        GridGeometry.axisAligned(
            new GridSize(10, 8, 6), new LpsVector(2, 2, 2), new LpsPoint(0, 0, 0));
    GridGeometry half =
        GridGeometry.axisAligned(
            new GridSize(5, 8, 6), new LpsVector(2, 2, 2), new LpsPoint(0, 0, 0));
    try (Volume fixed = Phantom.byIndex(FIXED, grid, v -> v.i() >= 2 && v.i() <= 7 ? 100 : 0);
        Volume moving = Phantom.byIndex(MOVING, half, AgreementTest::pattern)) {
      assertThat(agreement(fixed, moving, IDENTITY).overlap()).isCloseTo(0.5, offset(1e-12));
    }
  }

  @Test
  void withAMaskOnlyItsPlacesCount() {
    GridGeometry grid = gridOf(new GridSize(6, 4, 3));
    NativeBuffer weights = NativeBuffer.allocate(grid.size().voxelCount());
    for (int p = 0; p < 72; p++) {
      weights.set(p, p % 6 < 3 ? 1 : 0);
    }
    try (Mask mask = new Mask(FIXED, grid, weights);
        Volume fixed = Phantom.byIndex(FIXED, grid, AgreementTest::pattern);
        // the same within the mask, the opposite elsewhere
        Volume moving = Phantom.byIndex(MOVING, grid, v -> v.i() < 3 ? pattern(v) : -pattern(v))) {
      Places places = Places.of(fixed, Optional.of(mask));

      assertThat(places.foreground()).hasSize(36);
      assertThat(Agreement.of(places, moving, IDENTITY).ncc()).isCloseTo(1, offset(1e-9));
      assertThat(agreement(fixed, moving, IDENTITY).ncc()).isLessThan(0.9);
    }
  }
}
