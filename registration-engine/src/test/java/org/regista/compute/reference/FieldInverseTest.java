package org.regista.compute.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.regista.compute.kernel.JacobianStatistics;
import org.regista.compute.kernel.KernelFixtures;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;

class FieldInverseTest {

  private static final GridSize SIZE = new GridSize(25, 19, 22);
  private static final int COUNT = 25 * 19 * 22;
  private static final double TOLERANCE_VOXELS = 1e-4;

  /** Voxels; the smallest determinant is then about 0.2. */
  private static final double STRONG = 2;

  /** Voxels; the smallest determinant is then about 0.03. */
  private static final double EXTREME = 3.2;

  private final ReferenceKernels kernels = new ReferenceKernels(2);

  /** Largest component of v(p) + u(p + v(p)). */
  private static double residual(NativeBuffer u, NativeBuffer v) {
    Trilinear place = new Trilinear(SIZE);
    double largest = 0;
    for (int p = 0; p < COUNT; p++) {
      int row = p / SIZE.ni();
      int i = p % SIZE.ni();
      int j = row % SIZE.nj();
      int k = row / SIZE.nj();
      place.moveTo(i + v.get(p), j + v.get(p + COUNT), k + v.get(p + 2L * COUNT));
      for (long c = 0; c < 3; c++) {
        double rest = v.get(p + c * COUNT) + place.value(u, c * COUNT);
        largest = Math.max(largest, Math.abs(rest));
      }
    }
    return largest;
  }

  /** Waves that bend every axis, 0 at the border. */
  private static float[] field(double amplitudeVoxels) {
    float[] u = new float[3 * COUNT];
    for (int k = 0, p = 0; k < SIZE.nk(); k++) {
      for (int j = 0; j < SIZE.nj(); j++) {
        for (int i = 0; i < SIZE.ni(); i++, p++) {
          double x = 2 * Math.PI * i / (SIZE.ni() - 1);
          double y = 2 * Math.PI * j / (SIZE.nj() - 1);
          double z = 2 * Math.PI * k / (SIZE.nk() - 1);
          double inner = Math.sin(x / 2) * Math.sin(y / 2) * Math.sin(z / 2);
          u[p] = (float) (amplitudeVoxels * inner * Math.sin(x));
          u[p + COUNT] = (float) (-0.75 * amplitudeVoxels * inner * Math.cos(x) * Math.sin(y + 1));
          u[p + 2 * COUNT] = (float) (-0.85 * amplitudeVoxels * inner * Math.sin(z + 0.5 * y));
        }
      }
    }
    return u;
  }

  @Test
  void aTranslationInvertsToItsOpposite() {
    AffineMap shift = new AffineMap(1, 0, 0, 0.75, 0, 1, 0, -1.5, 0, 0, 1, 2.25);
    try (KernelFixtures fixtures = new KernelFixtures(2)) {
      NativeBuffer v = fixtures.inPlace(new float[3 * COUNT]);
      NativeBuffer u = fixtures.input(FieldAlgebraTest.displacements(shift, SIZE, 1));
      assertThat(kernels.invert(u, SIZE, TOLERANCE_VOXELS, v)).isZero();
      assertThat(v.get(0)).isEqualTo(-0.75f);
      assertThat(v.get(COUNT)).isEqualTo(1.5f);
      assertThat(v.get(3L * COUNT - 1)).isEqualTo(-2.25f);
    }
  }

  @Test
  void strongFieldsInvertBelowTheTolerance() {
    for (double amplitude : new double[] {STRONG, EXTREME}) {
      try (KernelFixtures fixtures = new KernelFixtures(3)) {
        NativeBuffer u = fixtures.input(field(amplitude));
        JacobianStatistics statistics = kernels.jacobian(u, SIZE, fixtures.output(COUNT));
        assertThat(statistics.min()).isBetween(0.02, 0.2);
        NativeBuffer v = fixtures.inPlace(new float[3 * COUNT]);
        assertThat(residual(u, v)).isGreaterThan(1);
        double largest = kernels.invert(u, SIZE, TOLERANCE_VOXELS, v);
        assertThat(largest).isLessThanOrEqualTo(TOLERANCE_VOXELS);
        // v is kept in float32, which moves it by another 1e-6
        assertThat(residual(u, v)).isLessThan(TOLERANCE_VOXELS + 3e-6);
      }
    }
  }

  /** Where a map turns by 120 degrees, no sweep v -= share r comes nearer. */
  @Test
  void aWhirlInvertsByNewtonSteps() {
    GridSize size = new GridSize(45, 41, 27);
    try (KernelFixtures fixtures = new KernelFixtures(8)) {
      NativeBuffer u = fixtures.input(whirl(size, 2 * Math.PI / 3));
      NativeBuffer map = fixtures.output(size.voxelCount());
      assertThat(kernels.jacobian(u, size, map).min()).isPositive();
      NativeBuffer v = fixtures.inPlace(new float[3 * (int) size.voxelCount()]);
      assertThat(kernels.invert(u, size, TOLERANCE_VOXELS, v))
          .isLessThanOrEqualTo(TOLERANCE_VOXELS);
      // turned back by the same angle; at the middle of the whirl the interpolant is the map
      float[] back = whirl(size, -2 * Math.PI / 3);
      int beside = (int) size.offset(23, 20, 13);
      assertThat(v.get(beside)).isCloseTo(back[beside], within(0.02f));
      assertThat(v.get(beside + size.voxelCount()))
          .isCloseTo(back[beside + (int) size.voxelCount()], within(0.02f));
    }
  }

  /**
   * Turns the plane of i and j about the centre and tilts it, less and less towards the edge, where
   * u is 0.
   */
  private static float[] whirl(GridSize size, double angleRad) {
    int count = (int) size.voxelCount();
    float[] u = new float[3 * count];
    double radius = (size.nj() - 1) / 2.0;
    for (int k = 0, p = 0; k < size.nk(); k++) {
      for (int j = 0; j < size.nj(); j++) {
        for (int i = 0; i < size.ni(); i++, p++) {
          double x = i - (size.ni() - 1) / 2.0;
          double y = j - (size.nj() - 1) / 2.0;
          double z = k - (size.nk() - 1) / 2.0;
          double fade = Math.max(1 - (x * x + y * y + 2 * z * z) / (radius * radius), 0);
          double angle = angleRad * fade * fade;
          u[p] = (float) (x * Math.cos(angle) - y * Math.sin(angle) - x);
          u[p + count] = (float) (x * Math.sin(angle) + y * Math.cos(angle) - y);
          u[p + 2 * count] = (float) (0.5 * fade * x);
        }
      }
    }
    return u;
  }

  @Test
  void aFieldThatGoesBeyondTheBorderInverts() {
    try (KernelFixtures fixtures = new KernelFixtures(4)) {
      NativeBuffer u = fixtures.input(fixtures.field(SIZE, 1.2));
      NativeBuffer v = fixtures.inPlace(new float[3 * COUNT]);
      assertThat(residual(u, v)).isGreaterThan(1);
      assertThat(kernels.invert(u, SIZE, TOLERANCE_VOXELS, v))
          .isLessThanOrEqualTo(TOLERANCE_VOXELS);
    }
  }

  @Test
  void theInverseOfTheInverseIsTheField() {
    try (KernelFixtures fixtures = new KernelFixtures(5)) {
      float[] original = field(STRONG);
      NativeBuffer u = fixtures.input(original);
      NativeBuffer v = fixtures.inPlace(new float[3 * COUNT]);
      kernels.invert(u, SIZE, TOLERANCE_VOXELS, v);
      NativeBuffer back = fixtures.inPlace(new float[3 * COUNT]);
      kernels.invert(v, SIZE, TOLERANCE_VOXELS, back);
      // v is exact at voxels only; between them the two interpolants differ
      double sum = 0;
      for (int n = 0; n < original.length; n++) {
        sum += Math.abs(back.get(n) - original[n]);
        assertThat(back.get(n)).isCloseTo(original[n], within(0.6f));
      }
      assertThat(sum / original.length).isLessThan(0.02);
    }
  }

  @Test
  void aGoodStartIsKept() {
    try (KernelFixtures fixtures = new KernelFixtures(6)) {
      NativeBuffer u = fixtures.input(field(STRONG));
      NativeBuffer v = fixtures.inPlace(new float[3 * COUNT]);
      kernels.invert(u, SIZE, TOLERANCE_VOXELS, v);
      float[] once = KernelFixtures.values(v);
      kernels.invert(u, SIZE, 2 * TOLERANCE_VOXELS, v);
      assertThat(KernelFixtures.values(v)).isEqualTo(once);
    }
  }

  /** Where the map folds there may be no zero; the residual says so and nothing gets worse. */
  @Test
  void aFoldedFieldIsReportedByItsResidual() {
    float[] u = new float[3 * COUNT];
    for (int p = 0; p < COUNT; p++) {
      int i = p % SIZE.ni();
      u[p] = i < 12 ? 0 : 6; // tears the map apart: nothing arrives between 12 and 17
    }
    try (KernelFixtures fixtures = new KernelFixtures(7)) {
      NativeBuffer field = fixtures.input(u);
      NativeBuffer v = fixtures.inPlace(new float[3 * COUNT]);
      double before = residual(field, v);
      double after = kernels.invert(field, SIZE, TOLERANCE_VOXELS, v);
      assertThat(after).isLessThanOrEqualTo(before);
      assertThat(residual(field, v)).isCloseTo(after, within(1e-5));
    }
  }
}
