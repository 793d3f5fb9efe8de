package org.regista.compute.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.regista.compute.kernel.KernelFixtures;
import org.regista.image.NativeBuffer;

class ListAlgebraTest {

  private final ReferenceKernels kernels = new ReferenceKernels(2);

  @Test
  void crossMomentsOfThreeSamples() {
    try (KernelFixtures fixtures = new KernelFixtures(1)) {
      double[] moments =
          kernels.crossMoments(
              fixtures.input(new float[] {1, 2, 4}),
              fixtures.input(new float[] {3, -1, 5}),
              fixtures.input(new float[] {1, 0.5f, 0}),
              3);
      assertThat(moments).containsExactly(1.5, 2, 2.5, 3, 9.5, 2);
    }
  }

  @Test
  void linearDerivativeIsThatOfTheSquaredCorrelation() {
    int count = 50;
    try (KernelFixtures fixtures = new KernelFixtures(2)) {
      float[] values = fixtures.numbers(count, -1, 2);
      NativeBuffer fixed = fixtures.input(fixtures.numbers(count, 0, 3));
      NativeBuffer moving = fixtures.inPlace(values);
      NativeBuffer weight = fixtures.input(fixtures.numbers(count, 0, 1));
      double[] m = kernels.crossMoments(fixed, moving, weight, count);
      double a = m[5] - m[1] * m[2] / m[0];
      double b = m[3] - m[1] * m[1] / m[0];
      double c = m[4] - m[2] * m[2] / m[0];
      // d (a^2 / bc) = 2a/(bc) w (f - fBar) - 2a^2/(bc^2) w (m - mBar)
      double perF = 2 * a / (b * c);
      double perM = -2 * a * a / (b * c * c);
      NativeBuffer derivative = fixtures.output(count);
      kernels.linearDerivative(
          fixed,
          moving,
          weight,
          count,
          perF,
          perM,
          -perF * m[1] / m[0] - perM * m[2] / m[0],
          derivative);
      double largest = 0;
      for (int n = 0; n < count; n++) {
        moving.set(n, values[n] + 1f / 256);
        double ahead = correlation(kernels.crossMoments(fixed, moving, weight, count));
        moving.set(n, values[n] - 1f / 256);
        double behind = correlation(kernels.crossMoments(fixed, moving, weight, count));
        moving.set(n, values[n]);
        assertThat((double) derivative.get(n)).isCloseTo((ahead - behind) * 128, within(1e-6));
        largest = Math.max(largest, Math.abs(ahead - behind) * 128);
      }
      assertThat(largest).isGreaterThan(1e-3);
    }
  }

  private static double correlation(double[] m) {
    double a = m[5] - m[1] * m[2] / m[0];
    return a * a / ((m[3] - m[1] * m[1] / m[0]) * (m[4] - m[2] * m[2] / m[0]));
  }

  @Test
  void momentsPairEachGradientComponentWithThePoint() {
    try (KernelFixtures fixtures = new KernelFixtures(3)) {
      // two samples: derivative 2 and -1, gradients (1, 10, 100) and (3, 0, 1)
      double[] moments =
          kernels.sampleMoments(
              fixtures.input(new float[] {2, -1}),
              fixtures.input(new float[] {1, 3, 10, 0, 100, 1}),
              fixtures.input(new float[] {4, 7, 5, 8, 6, 9}),
              2);
      assertThat(moments)
          .containsExactly(
              8 - 21, 10 - 24, 12 - 27, 2 - 3, 80, 100, 120, 20, 800 - 7, 1000 - 8, 1200 - 9,
              200 - 1);
    }
  }

  @Test
  void productsAreElementwise() {
    try (KernelFixtures fixtures = new KernelFixtures(4)) {
      NativeBuffer into = fixtures.inPlace(new float[] {1, 2, 3});
      kernels.multiply(into, fixtures.input(new float[] {2, 0.5f, 0}), 3);
      assertThat(KernelFixtures.values(into)).containsExactly(2, 1, 0);
    }
  }
}
