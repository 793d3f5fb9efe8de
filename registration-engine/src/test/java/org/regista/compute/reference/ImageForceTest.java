package org.regista.compute.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.regista.compute.kernel.AxisValues;
import org.regista.compute.kernel.FieldLattice;
import org.regista.compute.kernel.KernelFixtures;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;

class ImageForceTest {

  private final ReferenceKernels kernels = new ReferenceKernels(2);

  @Test
  void aRampPullsAlikeUpToTheEdgeAndTheHoles() {
    GridSize size = new GridSize(5, 4, 6);
    int count = (int) size.voxelCount();
    float[] ramp = new float[count];
    float[] derivative = new float[count];
    float[] weight = new float[count];
    for (int k = 0, p = 0; k < size.nk(); k++) {
      for (int j = 0; j < size.nj(); j++) {
        for (int i = 0; i < size.ni(); i++, p++) {
          ramp[p] = 2 * i - 3 * j + 5 * k;
          derivative[p] = 1 + p;
          weight[p] = i == 2 && j == 2 && k == 3 ? 0 : 0.5f;
        }
      }
    }
    // a voxel between the hole and the face j = 3 has no neighbour along j
    int walled = (int) size.offset(2, 3, 3);
    try (KernelFixtures fixtures = new KernelFixtures(1)) {
      NativeBuffer force = fixtures.output(3L * count);
      kernels.force(
          fixtures.input(derivative),
          fixtures.input(ramp),
          fixtures.input(weight),
          size,
          new AxisValues(1, 0.5, 0.25),
          FieldLattice.same(size),
          force);
      for (int p = 0; p < count; p++) {
        float d = weight[p] > 0 ? derivative[p] : 0;
        assertThat(force.get(p)).isEqualTo(2 * d);
        assertThat(force.get(p + count)).isEqualTo(p == walled ? 0 : -1.5f * d);
        assertThat(force.get(p + 2L * count)).isEqualTo(1.25f * d);
      }
    }
  }

  @Test
  void neighboursWithoutWeightAreNotRead() {
    GridSize size = new GridSize(5, 1, 1);
    try (KernelFixtures fixtures = new KernelFixtures(2)) {
      NativeBuffer force = fixtures.output(15);
      kernels.force(
          fixtures.input(new float[] {1, 1, 1, 1, 1}),
          fixtures.input(new float[] {1, 2, 4, 8, 99}),
          fixtures.input(new float[] {1, 1, 1, 1, 0}),
          size,
          AxisValues.same(1),
          FieldLattice.same(size),
          force);
      // one-sided at 0, central at 1 and 2, one-sided at 3, nothing at 4; no other axis
      assertThat(KernelFixtures.values(force))
          .containsExactly(1, 1.5f, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }
  }

  @Test
  void loneVoxelsFeelNoForce() {
    try (KernelFixtures fixtures = new KernelFixtures(3)) {
      NativeBuffer force = fixtures.output(9);
      kernels.force(
          fixtures.input(new float[] {1, 1, 1}),
          fixtures.input(new float[] {5, 7, 9}),
          fixtures.input(new float[] {0, 1, 0}),
          new GridSize(3, 1, 1),
          AxisValues.same(1),
          FieldLattice.same(new GridSize(3, 1, 1)),
          force);
      assertThat(KernelFixtures.values(force)).containsOnly(0);
    }
  }

  @Test
  void gridMomentsPairTheForceWithTheIndex() {
    GridSize size = new GridSize(3, 2, 4);
    try (KernelFixtures fixtures = new KernelFixtures(4)) {
      float[] g = fixtures.field(size, 1);
      double[] expected = new double[12];
      for (int a = 0; a < 3; a++) {
        for (int k = 0, p = 24 * a; k < 4; k++) {
          for (int j = 0; j < 2; j++) {
            for (int i = 0; i < 3; i++, p++) {
              expected[4 * a] += (double) g[p] * i;
              expected[4 * a + 1] += (double) g[p] * j;
              expected[4 * a + 2] += (double) g[p] * k;
              expected[4 * a + 3] += g[p];
            }
          }
        }
      }
      assertThat(kernels.gridMoments(fixtures.input(g), size))
          .containsExactly(expected, within(1e-12));
    }
  }
}
