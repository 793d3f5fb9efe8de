package org.regista.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsVector;
import org.regista.image.Volume;

class OverlapCheckTest {

  private static final AnalyticHead HEAD = new AnalyticHead(11);
  private static final GridGeometry GRID =
      AnalyticHead.grid(new GridSize(50, 50, 50), new LpsVector(4, 4, 4), 0, 0, 0);

  @Test
  void saysTheShareAndTheRemedyIfScansHardlyOverlap() {
    // 47 of 50 slices further along z: 3 of 50 are in both
    try (Volume fixed = image("fixed", GRID);
        Volume moving = image("moving", moved(GRID, new LpsVector(0, 0, 47 * 4)))) {
      assertThatThrownBy(
              () -> CaptureRangeTest.register(fixed, moving, new Initialisation.Header()))
          .isInstanceOf(InputDataException.class)
          .hasMessageContaining("'fixed' and 'moving' share only 6 %")
          .hasMessageContaining("pick a box")
          .hasMessageContaining("landmarks");
    }
  }

  @Test
  void warnsIfASearchContradictsHeadersThatHardlyOverlap() {
    // both cut from one object; they share 1 of 22 slices
    GridGeometry lower = part(0, 22);
    GridGeometry upper = part(21, 22);
    try (Volume fixed = image("fixed", lower);
        Volume moving = image("moving", upper);
        RegistrationResult result =
            CaptureRangeTest.register(fixed, moving, new Initialisation.Search())) {
      assertThat(result.signals().headerOverlap()).isBetween(0.02, 0.08);
      assertThat(result.signals().overlap()).isGreaterThan(0.25);
      assertThat(result.warnings())
          .anySatisfy(
              w ->
                  assertThat(w)
                      .containsPattern("by their headers 'fixed' and 'moving' share only [3-6] %")
                      .contains("pick a box"));
    }
  }

  @Test
  void aSlabThatLiesWithinAWholeBodySharesAllOfItself() {
    try (Volume fixed = image("fixed", GRID);
        Volume moving = image("moving", part(23, 4));
        RegistrationResult result =
            CaptureRangeTest.register(fixed, moving, new Initialisation.Header())) {
      assertThat(result.signals().headerOverlap()).isEqualTo(1);
      assertThat(result.warnings()).isEmpty();
    }
  }

  /** Slices {@code first} and following of the grid. */
  private static GridGeometry part(int first, int slices) {
    return new GridGeometry(
        new GridSize(50, 50, slices),
        AffineMap.translation(new LpsVector(0, 0, first)).andThen(GRID.indexToLps()));
  }

  private static GridGeometry moved(GridGeometry grid, LpsVector by) {
    return new GridGeometry(grid.size(), grid.indexToLps().andThen(AffineMap.translation(by)));
  }

  private static Volume image(String label, GridGeometry grid) {
    return HEAD.image(label, grid, p -> p, v -> v);
  }
}
