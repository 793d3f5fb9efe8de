package org.regista.compute.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.regista.compute.kernel.AxisValues;
import org.regista.compute.kernel.Border;
import org.regista.compute.kernel.KernelFixtures;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;

class GaussianSmoothingTest {

  private static final GridSize SIZE = new GridSize(15, 11, 17);
  private static final AxisValues SIGMA = new AxisValues(1.7, 0.6, 2.2);

  private final ReferenceKernels kernels = new ReferenceKernels(2);

  private float[] smoothed(float[] images, int components, AxisValues sigma, Border border) {
    try (KernelFixtures fixtures = new KernelFixtures(1)) {
      NativeBuffer buffer = fixtures.inPlace(images);
      kernels.smooth(buffer, components, SIZE, sigma, border);
      return KernelFixtures.values(buffer);
    }
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  @Test
  void replicationKeepsConstants() {
    float[] constant = new float[3 * (int) SIZE.voxelCount()];
    Arrays.fill(constant, 2.5f);
    for (float value : smoothed(constant, 3, SIGMA, Border.REPLICATE)) {
      assertThat(value).isCloseTo(2.5f, within(1e-6f));
    }
  }

  @Test
  void bothBordersMatchTheDefinition() {
    try (KernelFixtures fixtures = new KernelFixtures(4)) {
      float[] image = fixtures.image(SIZE);
      for (Border border : Border.values()) {
        float[] result = smoothed(image, 1, SIGMA, border);
        for (int p = 0; p < result.length; p += 13) {
          assertThat((double) result[p]).isCloseTo(byDefinition(image, p, border), within(1e-6));
        }
      }
    }
  }

  /** The whole sum over the three-dimensional window, with its own reading of the border. */
  private static double byDefinition(float[] image, int p, Border border) {
    int i = p % SIZE.ni();
    int j = p / SIZE.ni() % SIZE.nj();
    int k = p / SIZE.ni() / SIZE.nj();
    double sum = 0;
    double norm = 0;
    for (int c = -7; c <= 7; c++) {
      for (int b = -2; b <= 2; b++) {
        for (int a = -6; a <= 6; a++) {
          double tap = gaussian(a, SIGMA.i()) * gaussian(b, SIGMA.j()) * gaussian(c, SIGMA.k());
          int ni = Math.clamp(i + a, 0, SIZE.ni() - 1);
          int nj = Math.clamp(j + b, 0, SIZE.nj() - 1);
          int nk = Math.clamp(k + c, 0, SIZE.nk() - 1);
          boolean onGrid = ni == i + a && nj == j + b && nk == k + c;
          norm += tap;
          if (onGrid || border == Border.REPLICATE) {
            sum += tap * image[(int) SIZE.offset(ni, nj, nk)];
          }
        }
      }
    }
    return sum / norm;
  }

  /** exp(-sigma^2) I_n(sigma^2), from the integral that defines the Bessel function. */
  private static double gaussian(int n, double sigma) {
    int angles = 64;
    double sum = 0;
    for (int m = 0; m < angles; m++) {
      double angle = 2 * Math.PI * m / angles;
      sum += Math.exp(sigma * sigma * (Math.cos(angle) - 1)) * Math.cos(n * angle);
    }
    return sum / angles;
  }

  @Test
  void theVarianceIsSigmaSquaredBelowHalfAVoxelToo() {
    double sum = 0;
    for (int n = -1; n <= 1; n++) {
      float[] impulse = new float[(int) SIZE.voxelCount()];
      impulse[(int) SIZE.offset(7, 5, 8)] = 1;
      float[] result = smoothed(impulse, 1, new AxisValues(0.3, 0, 0), Border.ZERO);
      sum += n * n * result[(int) SIZE.offset(7 + n, 5, 8)];
    }
    assertThat(sum).isCloseTo(0.09, within(0.01));
  }

  @Test
  void zeroBorderTakesFromTheEdgeOnly() {
    float[] constant = new float[(int) SIZE.voxelCount()];
    Arrays.fill(constant, 1);
    float[] result = smoothed(constant, 1, SIGMA, Border.ZERO);
    int centre = (int) SIZE.offset(7, 5, 8);
    assertThat(result[centre]).isCloseTo(1, within(1e-6f));
    // at a face, the taps beyond it are lost: half of what is not the central tap
    int face = (int) SIZE.offset(7, 0, 8);
    double own = gaussian(0, 0.6);
    double side = gaussian(1, 0.6) + gaussian(2, 0.6);
    assertThat((double) result[face]).isCloseTo((own + side) / (own + 2 * side), within(1e-6));
  }

  @Test
  void anImpulseBecomesTheProductOfThreeGaussians() {
    float[] impulse = new float[(int) SIZE.voxelCount()];
    impulse[(int) SIZE.offset(7, 5, 8)] = 1;
    float[] result = smoothed(impulse, 1, SIGMA, Border.ZERO);
    assertThat(sum(result)).isCloseTo(1, within(1e-6));
    double centre = result[(int) SIZE.offset(7, 5, 8)];
    double beside = result[(int) SIZE.offset(9, 4, 5)];
    double expected =
        gaussian(2, 1.7)
            * gaussian(1, 0.6)
            * gaussian(3, 2.2)
            / (gaussian(0, 1.7) * gaussian(0, 0.6) * gaussian(0, 2.2));
    assertThat(beside / centre).isCloseTo(expected, within(1e-6));
    // ceil(3 sigma) is 6, 2 and 7
    assertThat(result[(int) SIZE.offset(1, 5, 8)]).isPositive();
    assertThat(result[(int) SIZE.offset(0, 5, 8)]).isZero();
    assertThat(result[(int) SIZE.offset(7, 3, 8)]).isPositive();
    assertThat(result[(int) SIZE.offset(7, 2, 8)]).isZero();
    assertThat(result[(int) SIZE.offset(7, 5, 1)]).isPositive();
    assertThat(result[(int) SIZE.offset(7, 5, 0)]).isZero();
  }

  @Test
  void componentsDoNotMix() {
    try (KernelFixtures fixtures = new KernelFixtures(2)) {
      float[] field = fixtures.field(SIZE, 1);
      int count = (int) SIZE.voxelCount();
      float[] together = smoothed(field, 3, SIGMA, Border.ZERO);
      for (int component = 0; component < 3; component++) {
        float[] alone = Arrays.copyOfRange(field, component * count, (component + 1) * count);
        assertThat(Arrays.copyOfRange(together, component * count, (component + 1) * count))
            .isEqualTo(smoothed(alone, 1, SIGMA, Border.ZERO));
      }
    }
  }

  @Test
  void aVeryNarrowGaussianLeavesAnAxisAlone() {
    try (KernelFixtures fixtures = new KernelFixtures(3)) {
      float[] image = fixtures.image(SIZE);
      assertThat(smoothed(image, 1, new AxisValues(0.049, 0, 0.01), Border.ZERO)).isEqualTo(image);
    }
  }
}
