package org.regista.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.regista.resample.Phantom.FIXED;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.image.Volume;
import org.regista.quality.JacobianSummary.Histogram;
import org.regista.quality.Places.Place;
import org.regista.resample.Phantom;
import org.regista.transform.DisplacementField;

final class JacobianSummaryTest {

  private static final AffineMap STRETCH =
      new AffineMap(1.2, 0.1, -0.05, 3, -0.1, 0.9, 0.2, -2, 0.05, -0.1, 1.1, 1);

  private static List<Place> everywhere() {
    try (Volume volume = Phantom.byIndex(FIXED, Phantom.oblique(), v -> v.i())) {
      return Places.of(volume, Optional.empty()).counted();
    }
  }

  /** u of an affine map, on an oblique anisotropic grid: the determinant is that of the map. */
  @Test
  void anAffineFieldHasItsDeterminantEverywhere() {
    GridGeometry grid = Phantom.oblique();
    try (DisplacementField u =
        Phantom.field(FIXED, grid, v -> STRETCH.apply(grid.toLps(v)).minus(grid.toLps(v)))) {
      JacobianSummary summary = JacobianSummary.of(u, everywhere(), 2);

      double expected = STRETCH.determinant();
      assertThat(summary.min()).isCloseTo(expected, offset(1e-5));
      assertThat(summary.max()).isCloseTo(expected, offset(1e-5));
      assertThat(summary.meanLog()).isCloseTo(Math.log(expected), offset(1e-5));
      assertThat(summary.sdLog()).isCloseTo(0, offset(1e-5));
      assertThat(summary.nonPositiveCells()).isZero();
      assertThat(summary.centralNonPositive()).isZero();
      assertThat(summary.histogram().counts().stream().mapToLong(n -> n).sum())
          .isEqualTo(9 * 7 * 6);
    }
  }

  @Test
  void aFoldIsCounted() {
    // x -> x + u with u falling by two steps per voxel between i = 4 and i = 5
    GridGeometry grid =
        GridGeometry.axisAligned(
            new GridSize(9, 7, 6), new LpsVector(2, 3, 4), new LpsPoint(0, 0, 0));
    try (DisplacementField u =
        Phantom.field(FIXED, grid, v -> new LpsVector(v.i() <= 4 ? 4 : 0, 0, 0))) {
      JacobianSummary summary = JacobianSummary.of(u, everywhere(), 1);

      assertThat(summary.min()).isCloseTo(-1, offset(1e-6));
      assertThat(summary.nonPositiveCells()).isEqualTo(6 * 5);
      assertThat(summary.centralNonPositive()).isEqualTo(2 * 7 * 6); // (4 - 0 mm) / (2 x 2 mm)
    }
  }

  @Test
  void meanAndDeviationAreThoseOfTheForegroundAlone() {
    // a shrinking half, of which the foreground knows nothing
    GridGeometry grid =
        GridGeometry.axisAligned(
            new GridSize(20, 7, 6), new LpsVector(1, 1, 1), new LpsPoint(0, 0, 0));
    List<Place> left =
        List.of(new Place(new LpsPoint(2, 3, 3), 1), new Place(new LpsPoint(5, 3, 3), 1));
    try (DisplacementField u =
        Phantom.field(FIXED, grid, v -> new LpsVector(Math.max(v.i() - 10, 0) * -0.5, 0, 0))) {
      JacobianSummary summary = JacobianSummary.of(u, left, 1);

      assertThat(summary.min()).isCloseTo(0.5, offset(1e-6));
      assertThat(summary.meanLog()).isCloseTo(0, offset(1e-6));
      assertThat(summary.histogram().counts().stream().mapToLong(n -> n).sum()).isEqualTo(2);
    }
  }

  @Test
  void theOutermostBinsHoldWhatLiesBeyond() {
    Histogram histogram = Histogram.of(new double[] {-5, -0.19, 1.01, 1.04, 2.99, 77});

    assertThat(histogram.counts()).hasSize(64);
    assertThat(histogram.counts().getFirst()).isEqualTo(2);
    assertThat(histogram.counts().get(24)).isEqualTo(2); // 1.00 to 1.05
    assertThat(histogram.counts().getLast()).isEqualTo(2);
  }
}
