package org.regista.compute.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.regista.compute.kernel.AxisValues;
import org.regista.compute.kernel.FieldLattice;
import org.regista.compute.kernel.KernelFixtures;
import org.regista.compute.kernel.StepBound;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;

class FieldAlgebraTest {

  private static final GridSize SIZE = new GridSize(10, 8, 9);
  private static final int COUNT = 720;

  /** x -> x + u(x) with a fixed point inside the grid, so that the interior stays inside. */
  private static final AffineMap FIRST =
      new AffineMap(0.9, 0.05, -0.02, 0.3, -0.04, 0.95, 0.03, 0.2, 0.02, -0.03, 0.85, 0.6);

  private static final AffineMap SECOND =
      new AffineMap(1.1, -0.1, 0.04, -0.2, 0.06, 0.8, 0.1, 0.4, -0.05, 0.02, 1.2, -0.7);

  private final ReferenceKernels kernels = new ReferenceKernels(2);

  /** The displacements of a map, times a factor. */
  static float[] displacements(AffineMap map, GridSize size, double factor) {
    int count = (int) size.voxelCount();
    float[] u = new float[3 * count];
    for (int k = 0, p = 0; k < size.nk(); k++) {
      for (int j = 0; j < size.nj(); j++) {
        for (int i = 0; i < size.ni(); i++, p++) {
          u[p] = (float) (factor * (map.row0(i, j, k) - i));
          u[p + count] = (float) (factor * (map.row1(i, j, k) - j));
          u[p + 2 * count] = (float) (factor * (map.row2(i, j, k) - k));
        }
      }
    }
    return u;
  }

  @Test
  void affineFieldsComposeToTheirProduct() {
    try (KernelFixtures fixtures = new KernelFixtures(1)) {
      NativeBuffer composed = fixtures.inPlace(displacements(SECOND, SIZE, 1));
      // v is stored ten times as long and shortened by s
      NativeBuffer v = fixtures.input(displacements(FIRST, SIZE, 10));
      kernels.compose(composed, v, 0.1, FieldLattice.same(SIZE), SIZE);
      float[] expected = displacements(FIRST.andThen(SECOND), SIZE, 1);
      int compared = 0;
      for (int k = 0, p = 0; k < SIZE.nk(); k++) {
        for (int j = 0; j < SIZE.nj(); j++) {
          for (int i = 0; i < SIZE.ni(); i++, p++) {
            if (isOnGrid(FIRST.row0(i, j, k), 10)
                && isOnGrid(FIRST.row1(i, j, k), 8)
                && isOnGrid(FIRST.row2(i, j, k), 9)) {
              compared++;
              assertThat(composed.get(p)).isCloseTo(expected[p], within(2e-6f));
              assertThat(composed.get(p + COUNT)).isCloseTo(expected[p + COUNT], within(2e-6f));
              assertThat(composed.get(p + 2 * COUNT))
                  .isCloseTo(expected[p + 2 * COUNT], within(2e-6f));
            }
          }
        }
      }
      assertThat(compared).isGreaterThan(400);
    }
  }

  private static boolean isOnGrid(double q, int n) {
    return q >= 0 && q <= n - 1;
  }

  @Test
  void beyondTheGridTheFieldIsHeldConstant() {
    GridSize line = new GridSize(3, 1, 1);
    try (KernelFixtures fixtures = new KernelFixtures(2)) {
      NativeBuffer composed = fixtures.inPlace(new float[] {1, 2, 4, 0, 0, 0, 0, 0, 0});
      NativeBuffer v = fixtures.input(new float[] {-1, 0.5f, 1, 0, 0, 0, 0, 0, 0});
      kernels.compose(composed, v, 1, FieldLattice.same(line), line);
      assertThat(KernelFixtures.values(composed)).startsWith(0, 3.5f, 5);
    }
  }

  @Test
  void stepsOfMoreThanAVoxelAreRefused() {
    GridSize line = new GridSize(3, 1, 1);
    try (KernelFixtures fixtures = new KernelFixtures(2)) {
      NativeBuffer u = fixtures.inPlace(new float[9]);
      NativeBuffer v = fixtures.input(new float[] {0, 1.5f, 0, 0, 0, 0, 0, 0, 0});
      assertThatThrownBy(() -> kernels.compose(u, v, 1, FieldLattice.same(line), line))
          .hasMessageContaining("1.50");
    }
  }

  @Test
  void theBoundsOfAnAffineStepAreExact() {
    try (KernelFixtures fixtures = new KernelFixtures(3)) {
      StepBound bound =
          kernels.stepBound(
              fixtures.input(displacements(SECOND, SIZE, 1)), SIZE, new AxisValues(2, 1, 4));
      // rows of SECOND - I in mm over mm
      double ofI = 0.1 + 0.1 * 2 + 0.04 * 2 / 4;
      double ofJ = 0.06 / 2 + 0.2 + 0.1 / 4;
      double ofK = 0.05 * 4 / 2 + 0.02 * 4 + 0.2;
      assertThat(bound.lipschitz()).isCloseTo(Math.max(ofI, Math.max(ofJ, ofK)), within(1e-5));
      double longest = 0;
      for (int corner = 0; corner < 8; corner++) {
        double i = (corner & 1) * 9;
        double j = (corner >> 1 & 1) * 7;
        double k = (corner >> 2) * 8;
        double x = 2 * (SECOND.row0(i, j, k) - i);
        double y = SECOND.row1(i, j, k) - j;
        double z = 4 * (SECOND.row2(i, j, k) - k);
        longest = Math.max(longest, Math.sqrt(x * x + y * y + z * z));
      }
      assertThat(bound.maxLengthMm()).isCloseTo(longest, within(1e-5));
    }
  }

  @Test
  void momentumDecaysGrowsAndKnowsItsTypicalLength() {
    try (KernelFixtures fixtures = new KernelFixtures(4)) {
      GridSize two = new GridSize(2, 1, 1);
      NativeBuffer momentum = fixtures.inPlace(new float[] {4, 0, 8, 0, 0, 0});
      double typicalMm =
          kernels.accumulate(
              momentum,
              0.25,
              fixtures.input(new float[] {2, 0, 0, 0, 0, 1}),
              two,
              new AxisValues(1, 2, 5));
      assertThat(KernelFixtures.values(momentum)).containsExactly(3, 0, 2, 0, 0, 1);
      // 3 and 2 x 2 mm make 5 mm here, 1 x 5 mm there
      assertThat(typicalMm).isCloseTo(5, within(1e-6));
      NativeBuffer step = fixtures.output(6);
      kernels.limitStep(momentum, typicalMm, 0.5, two, new AxisValues(1, 2, 5), step);
      assertThat(KernelFixtures.values(step))
          .containsExactly(new float[] {0.15f, 0, 0.1f, 0, 0, 0.05f}, Offset.offset(1e-6f));
    }
  }

  @Test
  void clearsTheOutermostLayerOfLongAxesOnly() {
    GridSize thin = new GridSize(5, 2, 4);
    float[] ones = new float[120];
    Arrays.fill(ones, 1);
    try (KernelFixtures fixtures = new KernelFixtures(4)) {
      NativeBuffer field = fixtures.inPlace(ones);
      kernels.clearBorder(field, thin);
      for (int p = 0; p < 120; p++) {
        int i = p % 5;
        int k = p / 10 % 4;
        boolean border = i == 0 || i == 4 || k == 0 || k == 3;
        assertThat(field.get(p)).isEqualTo(border ? 0 : 1);
      }
    }
  }

  @Test
  void blendMovesEachVoxelByItsWeight() {
    GridSize two = new GridSize(2, 1, 1);
    try (KernelFixtures fixtures = new KernelFixtures(5)) {
      NativeBuffer field = fixtures.inPlace(new float[] {1, 2, 3, 4, 5, 6});
      kernels.blend(
          field,
          fixtures.input(new float[] {9, 9, 9, 9, 9, 9}),
          fixtures.input(new float[] {0.25f, 1}),
          two);
      assertThat(KernelFixtures.values(field)).containsExactly(3, 9, 4.5f, 9, 6, 9);
    }
  }
}
