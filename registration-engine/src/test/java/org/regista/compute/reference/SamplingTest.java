package org.regista.compute.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.regista.compute.kernel.AxisValues;
import org.regista.compute.kernel.FieldLattice;
import org.regista.compute.kernel.KernelFixtures;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;

class SamplingTest {

  private static final GridSize SIZE = new GridSize(9, 6, 7);

  /** Float32 rounding of values of some ten. */
  private static final Offset<Double> ROUNDING = within(1e-5);

  private final ReferenceKernels kernels = new ReferenceKernels(2);

  private static double ramp(double i, double j, double k) {
    return 3 + 1.5 * i - 0.75 * j + 0.25 * k;
  }

  private static float[] ramp(GridSize size) {
    float[] ramp = new float[(int) size.voxelCount()];
    for (int k = 0, p = 0; k < size.nk(); k++) {
      for (int j = 0; j < size.nj(); j++) {
        for (int i = 0; i < size.ni(); i++, p++) {
          ramp[p] = (float) ramp(i, j, k);
        }
      }
    }
    return ramp;
  }

  /** Value, gradient (3) and weight of one point. */
  private float[] sampleAt(float[] image, GridSize size, AffineMap map, float... point) {
    try (KernelFixtures fixtures = new KernelFixtures(1)) {
      NativeBuffer value = fixtures.output(1);
      NativeBuffer gradient = fixtures.output(3);
      NativeBuffer weight = fixtures.output(1);
      kernels.sample(
          fixtures.input(image), size, map, fixtures.input(point), 1, value, gradient, weight);
      return new float[] {
        value.get(0), gradient.get(0), gradient.get(1), gradient.get(2), weight.get(0)
      };
    }
  }

  @Test
  void aRampIsReadExactlyThroughAnObliqueMap() {
    AffineMap map = new AffineMap(0.8, 0.2, -0.1, 2.5, -0.3, 0.9, 0.2, 1.5, 0.1, -0.2, 0.7, 3);
    float[] sample = sampleAt(ramp(SIZE), SIZE, map, 1.3f, 0.7f, -0.4f);
    double x = 1.3f;
    double y = 0.7f;
    double z = -0.4f;
    double expected = ramp(map.row0(x, y, z), map.row1(x, y, z), map.row2(x, y, z));
    assertThat((double) sample[0]).isCloseTo(expected, ROUNDING);
    assertThat(sample).endsWith(1.5f, -0.75f, 0.25f, 1);
  }

  @Test
  void halfAVoxelBeyondTheEdgeIsInsideAndFlatAcrossIt() {
    float[] low = sampleAt(ramp(SIZE), SIZE, AffineMap.IDENTITY, -0.5f, 2.25f, 3.5f);
    assertThat(low).containsExactly((float) ramp(0, 2.25, 3.5), 0, -0.75f, 0.25f, 1);
    float[] high = sampleAt(ramp(SIZE), SIZE, AffineMap.IDENTITY, 1.25f, 5.25f, 6.375f);
    assertThat(high).containsExactly((float) ramp(1.25, 5, 6), 1.5f, 0, 0, 1);
  }

  @Test
  void theLastCentreBelongsToTheLastCell() {
    float[] sample = sampleAt(ramp(SIZE), SIZE, AffineMap.IDENTITY, 8, 5, 6);
    assertThat(sample).containsExactly((float) ramp(8, 5, 6), 1.5f, -0.75f, 0.25f, 1);
  }

  @Test
  void beyondHalfAVoxelEverythingIsZero() {
    float[][] outside = {{-0.501f, 1, 1}, {8.5f, 1, 1}, {1, 5.5f, 1}, {1, 1, -0.6f}, {1, 1, 6.5f}};
    for (float[] point : outside) {
      assertThat(sampleAt(ramp(SIZE), SIZE, AffineMap.IDENTITY, point)).containsOnly(0);
    }
  }

  @Test
  void anAxisOfOneVoxelIsFlat() {
    GridSize flat = new GridSize(4, 1, 3);
    float[] sample = sampleAt(ramp(flat), flat, AffineMap.IDENTITY, 1.5f, 0.25f, 0.5f);
    assertThat(sample).containsExactly((float) ramp(1.5, 0, 0.5), 1.5f, 0, 0.25f, 1);
  }

  @Test
  void gradientIsTheDerivativeOfTheInterpolant() {
    try (KernelFixtures fixtures = new KernelFixtures(5)) {
      float[] image = fixtures.image(SIZE);
      for (int trial = 0; trial < 50; trial++) {
        // thirds keep away from the faces of the cells, where the derivative jumps
        float[] point = {trial % 8 + 0.375f, (3 * trial) % 5 + 0.625f, (5 * trial) % 6 + 0.5f};
        float[] sample = sampleAt(image, SIZE, AffineMap.IDENTITY, point);
        for (int axis = 0; axis < 3; axis++) {
          float[] ahead = point.clone();
          float[] behind = point.clone();
          ahead[axis] += 0.125f;
          behind[axis] -= 0.125f;
          // trilinear along one axis is linear within a cell, so the difference is exact
          double numeric =
              (sampleAt(image, SIZE, AffineMap.IDENTITY, ahead)[0]
                      - sampleAt(image, SIZE, AffineMap.IDENTITY, behind)[0])
                  / 0.25;
          assertThat((double) sample[1 + axis]).isCloseTo(numeric, ROUNDING);
        }
      }
    }
  }

  @Test
  void warpReadsTheMovingImageAtTheDisplacedVoxel() {
    GridSize size = new GridSize(5, 4, 3);
    AffineMap map = new AffineMap(1.1, 0.2, 0, 0.5, 0, 0.9, 0.1, 0.25, 0.1, 0, 1.2, 1);
    try (KernelFixtures fixtures = new KernelFixtures(6)) {
      float[] u = fixtures.field(size, 0.4);
      NativeBuffer warped = fixtures.output(size.voxelCount());
      NativeBuffer weight = fixtures.output(size.voxelCount());
      kernels.warp(
          fixtures.input(ramp(SIZE)),
          SIZE,
          map,
          fixtures.input(u),
          FieldLattice.same(size),
          size,
          warped,
          weight);
      int inside = 0;
      for (int k = 0, p = 0; k < size.nk(); k++) {
        for (int j = 0; j < size.nj(); j++) {
          for (int i = 0; i < size.ni(); i++, p++) {
            double x = i + (double) u[p];
            double y = j + (double) u[p + 60];
            double z = k + (double) u[p + 120];
            double[] q = {map.row0(x, y, z), map.row1(x, y, z), map.row2(x, y, z)};
            boolean between = q[0] > 0 && q[0] < 8 && q[1] > 0 && q[1] < 5 && q[2] > 0 && q[2] < 6;
            if (between) {
              inside++;
              assertThat(weight.get(p)).isEqualTo(1);
              assertThat((double) warped.get(p)).isCloseTo(ramp(q[0], q[1], q[2]), ROUNDING);
            }
          }
        }
      }
      assertThat(inside).isGreaterThan(30);
    }
  }

  @Test
  void aResampledFieldIsScaledPerAxisAndHeldConstantBeyondTheEdge() {
    GridSize size = new GridSize(3, 2, 2);
    float[] field = new float[3 * (int) SIZE.voxelCount()];
    for (int component = 0; component < 3; component++) {
      System.arraycopy(ramp(SIZE), 0, field, component * ramp(SIZE).length, ramp(SIZE).length);
    }
    AffineMap map = new AffineMap(5, 0, 0, -1, 0, 1.5, 0, 1, 0, 0, 2.5, 2);
    try (KernelFixtures fixtures = new KernelFixtures(7)) {
      NativeBuffer into = fixtures.output(36);
      kernels.resampleField(
          fixtures.input(field), SIZE, map, new AxisValues(2, -1, 0.5), size, into);
      double atOrigin = ramp(0, 1, 2); // -1 along i is clamped
      double atEnd = ramp(8, 2.5, 4.5); // 9 along i is clamped
      assertThat(new float[] {into.get(0), into.get(12), into.get(24)})
          .containsExactly((float) (2 * atOrigin), (float) -atOrigin, (float) (0.5 * atOrigin));
      assertThat(new float[] {into.get(11), into.get(23), into.get(35)})
          .containsExactly((float) (2 * atEnd), (float) -atEnd, (float) (0.5 * atEnd));
    }
  }
}
