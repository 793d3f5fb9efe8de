package org.regista.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.regista.resample.Phantom.FIXED;

import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;
import org.regista.image.Volume;
import org.regista.quality.LabelOverlap.Score;
import org.regista.quality.LabelOverlap.Surface;
import org.regista.resample.Phantom;

final class LabelOverlapTest {

  private static final double ROUNDING = 1e-8;

  private static final GridGeometry GRID =
      Phantom.grid(
          new GridSize(15, 18, 11),
          new LpsVector(1.2, 0.8, 2.5),
          Phantom.rotation(0.2, -0.3, 0.4),
          new LpsPoint(-6, -5, -8));

  private static LabelOverlap compare(
      ToDoubleFunction<VoxelIndex> fixed, ToDoubleFunction<VoxelIndex> warped) {
    try (Volume a = Phantom.byIndex(FIXED, GRID, fixed);
        Volume b = Phantom.byIndex(FIXED, GRID, warped)) {
      return LabelOverlap.of(a, b, 2);
    }
  }

  /** The shapes of {@code src/test/oracles/quality_oracle.py}. */
  private static double shapes(VoxelIndex v, int shift) {
    double i = v.i() - shift;
    double j = v.j();
    double k = v.k();
    if (Math.abs(i + j - 2 * k - 9) <= 1) {
      return 1003;
    }
    if (i >= 2 && i <= 6 + shift && j >= 3 && j <= 8 && k >= 2 && k <= 4) {
      return 7;
    }
    double ellipsoid = squared((i - 7) / 6) + squared((j - 8) / 7) + squared((k - 5) / 4);
    return ellipsoid <= 1 ? 1 : 0;
  }

  private static double squared(double x) {
    return x * x;
  }

  /** A box of 4 x 5 x 3 voxels that starts at index {@code from} of each axis. */
  private static double box(VoxelIndex v, int i, int j, int k) {
    boolean inside =
        v.i() >= i && v.i() < i + 4 && v.j() >= j && v.j() < j + 5 && v.k() >= k && v.k() < k + 3;
    return inside ? 5 : 0;
  }

  /** SimpleITK 2.5.7 (overlap, Hausdorff) and scipy 1.15.3 (mean, p95), see the oracle's script. */
  @ParameterizedTest
  @CsvSource({
    "1, 0.616784631, 0.445906433, 0.942137561, 2.4, 3.817066937, 1.2144, 1.1592",
    "7, 0.494736842, 0.328671329, 1.277922077, 4.8, 5.366563146, 0.1992, 0.2568",
    "1003, 0.335877863, 0.201834862, 0.761718213, 1.442220510, 2.4, 0.8184, 0.7536"
  })
  void agreesWithItkAndScipy(
      int label,
      double dice,
      double jaccard,
      double meanMm,
      double p95Mm,
      double maxMm,
      double fixedMl,
      double warpedMl) {
    LabelOverlap overlap = compare(v -> shapes(v, 0), v -> shapes(v, 2));

    Score score =
        overlap.labels().stream().filter(s -> s.label() == label).findFirst().orElseThrow();
    assertThat(score.dice()).isCloseTo(dice, offset(ROUNDING));
    assertThat(score.jaccard()).isCloseTo(jaccard, offset(ROUNDING));
    Surface surface = surface(score);
    assertThat(surface.meanMm()).isCloseTo(meanMm, offset(ROUNDING));
    assertThat(surface.p95Mm()).isCloseTo(p95Mm, offset(ROUNDING));
    assertThat(surface.maxMm()).isCloseTo(maxMm, offset(ROUNDING));
    assertThat(score.fixedMl()).isCloseTo(fixedMl, offset(ROUNDING));
    assertThat(score.warpedMl()).isCloseTo(warpedMl, offset(ROUNDING));
  }

  @Test
  void aLabelLiesPerfectlyOverItself() {
    LabelOverlap overlap = compare(v -> shapes(v, 0), v -> shapes(v, 0));

    assertThat(overlap.labels()).hasSize(3);
    assertThat(overlap.meanDice()).isEqualTo(1);
    assertThat(overlap.meanDistanceMm()).isZero();
    assertThat(overlap.meanP95Mm()).isZero();
  }

  @Test
  void aBoxMovedByOneVoxelAlongEachAxis() {
    // 3 x 4 x 2 of 4 x 5 x 3 voxels are common; the farthest corner is one voxel diagonal away
    Score score = compare(v -> box(v, 3, 4, 5), v -> box(v, 4, 5, 6)).labels().getFirst();

    assertThat(score.dice()).isCloseTo(24.0 / 60, offset(ROUNDING));
    assertThat(score.jaccard()).isCloseTo(24.0 / 96, offset(ROUNDING));
    assertThat(surface(score).maxMm())
        .isCloseTo(new LpsVector(1.2, 0.8, 2.5).lengthMm(), offset(ROUNDING));
  }

  @Test
  void oneStrayVoxelShowsInTheMaximumOfBothDirections() {
    ToDoubleFunction<VoxelIndex> clean = v -> box(v, 3, 4, 5);
    ToDoubleFunction<VoxelIndex> stray =
        v -> v.i() == 14 && v.j() == 4 && v.k() == 5 ? 5 : box(v, 3, 4, 5);

    Surface there = surface(compare(clean, stray).labels().getFirst());
    Surface back = surface(compare(stray, clean).labels().getFirst());

    assertThat(there.maxMm()).isCloseTo(8 * 1.2, offset(ROUNDING));
    assertThat(there.p95Mm()).isZero();
    assertThat(back).isEqualTo(there);
  }

  @Test
  void aStrayRowShowsInThe95thPercentileOfBothDirections() {
    ToDoubleFunction<VoxelIndex> clean = v -> box(v, 3, 4, 5);
    ToDoubleFunction<VoxelIndex> stray =
        v -> v.i() == 14 && v.j() < 9 && v.k() == 5 ? 5 : box(v, 3, 4, 5);

    Surface there = surface(compare(clean, stray).labels().getFirst());
    Surface back = surface(compare(stray, clean).labels().getFirst());

    assertThat(there.p95Mm()).isGreaterThan(8 * 1.2);
    assertThat(back).isEqualTo(there);
  }

  @Test
  void aLabelThatOnlyOneImageHasCountsAsMissed() {
    LabelOverlap overlap = compare(v -> box(v, 3, 4, 5), v -> v.k() == 0 ? 9 : box(v, 3, 4, 5));

    assertThat(overlap.labels()).extracting(Score::label).containsExactly(5, 9);
    assertThat(overlap.labels().getLast().dice()).isZero();
    assertThat(overlap.labels().getLast().surface()).isNull();
    assertThat(overlap.meanDice()).isEqualTo(0.5);
    assertThat(overlap.meanDistanceMm()).isZero();
  }

  @Test
  void aValueBetweenLabelsIsRefused() {
    assertThatThrownBy(() -> compare(v -> box(v, 3, 4, 5), v -> 0.5 * box(v, 3, 4, 5)))
        .isInstanceOf(InputDataException.class)
        .hasMessage("'fixed' holds the value 2.5; labels are whole numbers");
  }

  @Test
  void imagesWithoutLabelsAreRefused() {
    assertThatThrownBy(() -> compare(v -> 0, v -> 0))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("a label other than 0");
  }

  @Test
  void aShearedGridIsRefused() {
    AffineMap tilted = new AffineMap(1, 0, 0, 0, 0, 1, 0.2, 0, 0, 0, 1, 0);
    try (Volume labels =
        Phantom.byIndex(FIXED, new GridGeometry(new GridSize(4, 4, 4), tilted), v -> v.i())) {
      assertThatThrownBy(() -> LabelOverlap.of(labels, labels, 1))
          .isInstanceOf(InputDataException.class)
          .hasMessageContaining("not at right angles");
    }
  }

  @Test
  void labelsOnOtherGridsAreRefused() {
    try (Volume a = Phantom.byIndex(FIXED, GRID, v -> 1);
        Volume b = Phantom.byIndex(FIXED, Phantom.oblique(), v -> 1)) {
      assertThatThrownBy(() -> LabelOverlap.of(a, b, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("different grids");
    }
  }

  private static Surface surface(Score score) {
    Surface surface = score.surface();
    if (surface == null) {
      throw new AssertionError("label " + score.label() + " has no surfaces");
    }
    return surface;
  }
}
