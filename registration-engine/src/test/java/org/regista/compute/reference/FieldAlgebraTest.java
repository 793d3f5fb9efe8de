package org.regista.compute.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.regista.compute.host.AxisValues;
import org.regista.compute.host.KernelFixtures;
import org.regista.compute.host.StepBound;
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
      NativeBuffer composed = fixtures.output(3 * COUNT);
      // v is stored twice as long and halved by s
      kernels.compose(
          fixtures.input(displacements(SECOND, SIZE, 1)),
          fixtures.input(displacements(FIRST, SIZE, 2)),
          0.5,
          SIZE,
          composed);
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
      NativeBuffer composed = fixtures.output(9);
      kernels.compose(
          fixtures.input(new float[] {1, 2, 4, 0, 0, 0, 0, 0, 0}),
          fixtures.input(new float[] {-5, 0.5f, 5, 0, 0, 0, 0, 0, 0}),
          1,
          line,
          composed);
      assertThat(KernelFixtures.values(composed)).startsWith(-4, 3.5f, 9);
    }
  }

  @Test
  void theBoundsOfAnAffineStepAreExact() {
    try (KernelFixtures fixtures = new KernelFixtures(3)) {
      StepBound bound =
          kernels.stepBound(
              fixtures.input(displacements(SECOND, SIZE, 1)), SIZE, new AxisValues(2, 1, 4));
      // columns of SECOND - I in mm per voxel, the largest entry of each over the axis' spacing
      double alongI = Math.max(0.1 * 2, Math.max(0.06, 0.05 * 4)) / 2;
      double alongJ = Math.max(0.1 * 2, Math.max(0.2, 0.02 * 4)) / 1;
      double alongK = Math.max(0.04 * 2, Math.max(0.1, 0.2 * 4)) / 4;
      assertThat(bound.lipschitz()).isCloseTo(alongI + alongJ + alongK, within(1e-5));
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
