package org.regista.register.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.register.plan.LinearStage.Freedom;

class TrimmedFitTest {

  /** A turn of 0.3 about z, then a shift. */
  private static final AffineMap RIGID =
      new AffineMap(
          Math.cos(0.3), -Math.sin(0.3), 0, 4, Math.sin(0.3), Math.cos(0.3), 0, -7, 0, 0, 1, 2);

  private static final AffineMap AFFINE =
      new AffineMap(1.1, 0.1, 0, 4, -0.05, 0.9, 0.1, -7, 0, 0.02, 1.05, 2);

  /** Pairs that follow a map, but for the first ones, which follow another. */
  private static Correspondences pairs(AffineMap map, int count, int wrong, double thickMm) {
    SplittableRandom random = new SplittableRandom(8);
    double[] from = new double[3 * count];
    double[] to = new double[3 * count];
    for (int n = 0; n < count; n++) {
      double x = random.nextDouble(-80, 80);
      double y = random.nextDouble(-90, 90);
      double z = thickMm * random.nextDouble(-1, 1);
      from[3 * n] = x;
      from[3 * n + 1] = y;
      from[3 * n + 2] = z;
      to[3 * n] = map.row0(x, y, z) + (n < wrong ? 9 : 0);
      to[3 * n + 1] = map.row1(x, y, z) + (n < wrong ? random.nextDouble(-9, 9) : 0);
      to[3 * n + 2] = map.row2(x, y, z) - (n < wrong ? 5 : 0);
    }
    return new Correspondences(from, to, 1);
  }

  @Test
  void fourInTenPairsMayBeWrong() {
    AffineMap rigid = TrimmedFit.of(pairs(RIGID, 500, 200, 70), Freedom.RIGID, 0.5);
    AffineMap affine = TrimmedFit.of(pairs(AFFINE, 500, 200, 70), Freedom.AFFINE, 0.5);
    assertThat(rigid.maxDifference(RIGID)).isLessThan(1e-9);
    assertThat(affine.maxDifference(AFFINE)).isLessThan(1e-9);
  }

  @Test
  void aRigidFitTurnsAndDoesNotStretch() {
    AffineMap found = TrimmedFit.of(pairs(AFFINE, 500, 0, 70), Freedom.RIGID, 1);
    assertThat(found.determinant()).isCloseTo(1, within(1e-12));
  }

  @Test
  void tooFewPairsOrAPlaneAreRefused() {
    assertThatThrownBy(() -> TrimmedFit.of(pairs(RIGID, 20, 0, 70), Freedom.RIGID, 0.5))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("only 20 blocks");
    assertThatThrownBy(() -> TrimmedFit.of(pairs(RIGID, 200, 0, 0), Freedom.AFFINE, 0.5))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("plane")
        .hasMessageContaining("affine");
  }
}
