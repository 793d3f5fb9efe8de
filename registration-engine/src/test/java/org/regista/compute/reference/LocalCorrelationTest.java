package org.regista.compute.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.regista.compute.kernel.KernelFixtures;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;

class LocalCorrelationTest {

  /** Longer along k than one slab of the implementation. */
  private static final GridSize SIZE = new GridSize(7, 5, 19);

  private static final double NOISE = 1e-2;

  private final ReferenceKernels kernels = new ReferenceKernels(2);

  private record Radii(int i, int j, int k) {}

  private static final Radii[] RADII = {new Radii(1, 1, 1), new Radii(2, 2, 2), new Radii(3, 1, 2)};

  private static float[] ones() {
    float[] ones = new float[(int) SIZE.voxelCount()];
    Arrays.fill(ones, 1);
    return ones;
  }

  private double evaluate(
      NativeBuffer fixed, NativeBuffer warped, NativeBuffer weight, Radii r, NativeBuffer d) {
    return kernels.localCorrelation(fixed, warped, weight, SIZE, r.i, r.j, r.k, NOISE, d);
  }

  @Test
  void valueIsTheMeanOfTheSquaredCorrelationsOfTheWindows() {
    try (KernelFixtures fixtures = new KernelFixtures(21)) {
      float[] f = fixtures.image(SIZE);
      float[] w = fixtures.image(SIZE);
      for (float[] m : new float[][] {ones(), fixtures.weights(SIZE)}) {
        for (Radii radii : RADII) {
          double value =
              evaluate(
                  fixtures.input(f),
                  fixtures.input(w),
                  fixtures.input(m),
                  radii,
                  fixtures.output(m.length));
          assertThat(value).isBetween(0.02, 0.9);
          assertThat(value).isCloseTo(byDefinition(f, w, m, radii), within(1e-9));
        }
      }
    }
  }

  /** Straight from the definition: weighted means first, then central moments, window by window. */
  private static double byDefinition(float[] f, float[] w, float[] m, Radii radii) {
    double sum = 0;
    double total = 0;
    for (int k = 0, p = 0; k < SIZE.nk(); k++) {
      for (int j = 0; j < SIZE.nj(); j++) {
        for (int i = 0; i < SIZE.ni(); i++, p++) {
          int[] window = window(i, j, k, radii);
          double n = Arrays.stream(window).mapToDouble(q -> m[q]).sum();
          if (n >= 1e-3) {
            double fBar = Arrays.stream(window).mapToDouble(q -> m[q] * f[q]).sum() / n;
            double wBar = Arrays.stream(window).mapToDouble(q -> m[q] * w[q]).sum() / n;
            double a = 0;
            double b = n * NOISE;
            double c = n * NOISE;
            for (int q : window) {
              a += m[q] * (f[q] - fBar) * (w[q] - wBar);
              b += m[q] * (f[q] - fBar) * (f[q] - fBar);
              c += m[q] * (w[q] - wBar) * (w[q] - wBar);
            }
            sum += m[p] * a * a / (b * c);
            total += m[p];
          }
        }
      }
    }
    return sum / total;
  }

  private static int[] window(int i, int j, int k, Radii radii) {
    int[] voxels = new int[(2 * radii.i + 1) * (2 * radii.j + 1) * (2 * radii.k + 1)];
    int count = 0;
    for (int c = Math.max(k - radii.k, 0); c <= Math.min(k + radii.k, SIZE.nk() - 1); c++) {
      for (int b = Math.max(j - radii.j, 0); b <= Math.min(j + radii.j, SIZE.nj() - 1); b++) {
        for (int a = Math.max(i - radii.i, 0); a <= Math.min(i + radii.i, SIZE.ni() - 1); a++) {
          voxels[count++] = (int) SIZE.offset(a, b, c);
        }
      }
    }
    return Arrays.copyOf(voxels, count);
  }

  @Test
  void derivativeMatchesCentralDifferencesWithoutWeights() {
    assertDerivative(ones(), 22);
  }

  @Test
  void derivativeMatchesCentralDifferencesWithWeightsAndHoles() {
    try (KernelFixtures fixtures = new KernelFixtures(23)) {
      float[] weights = fixtures.weights(SIZE);
      assertThat(weights).contains(0f, 1f);
      assertDerivative(weights, 24);
    }
  }

  private void assertDerivative(float[] weights, long seed) {
    for (Radii radii : RADII) {
      try (KernelFixtures fixtures = new KernelFixtures(seed)) {
        float[] values = fixtures.image(SIZE);
        NativeBuffer fixed = fixtures.input(fixtures.image(SIZE));
        NativeBuffer warped = fixtures.inPlace(values);
        NativeBuffer weight = fixtures.input(weights);
        NativeBuffer derivative = fixtures.output(values.length);
        NativeBuffer unused = fixtures.output(values.length);
        evaluate(fixed, warped, weight, radii, derivative);
        double largest = 0;
        for (int p = 0; p < values.length; p += 7) {
          warped.set(p, values[p] + 1f / 512);
          double ahead = evaluate(fixed, warped, weight, radii, unused);
          warped.set(p, values[p] - 1f / 512);
          double behind = evaluate(fixed, warped, weight, radii, unused);
          warped.set(p, values[p]);
          double numeric = (ahead - behind) * 256;
          largest = Math.max(largest, Math.abs(numeric));
          // second order in the step of 1/512: 1e-4 of derivatives of about 1e-3
          assertThat((double) derivative.get(p)).isCloseTo(numeric, within(3e-7));
        }
        assertThat(largest).isGreaterThan(5e-4);
      }
    }
  }

  @Test
  void anImageCorrelatesFullyWithItsOwnLinearFunction() {
    try (KernelFixtures fixtures = new KernelFixtures(25)) {
      float[] f = fixtures.image(SIZE);
      float[] w = new float[f.length];
      for (int n = 0; n < w.length; n++) {
        w[n] = 4 - 3 * f[n];
      }
      double value =
          kernels.localCorrelation(
              fixtures.input(f),
              fixtures.input(w),
              fixtures.input(ones()),
              SIZE,
              2,
              2,
              2,
              1e-8,
              fixtures.output(w.length));
      assertThat(value).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void withoutWeightThereIsNothing() {
    try (KernelFixtures fixtures = new KernelFixtures(26)) {
      NativeBuffer derivative = fixtures.output(SIZE.voxelCount());
      double value =
          evaluate(
              fixtures.input(fixtures.image(SIZE)),
              fixtures.input(fixtures.image(SIZE)),
              fixtures.input(new float[(int) SIZE.voxelCount()]),
              RADII[0],
              derivative);
      assertThat(value).isZero();
      assertThat(KernelFixtures.values(derivative)).containsOnly(0);
    }
  }

  @Test
  void windowsOfAlmostNoWeightHaveNoSay() {
    try (KernelFixtures fixtures = new KernelFixtures(28)) {
      NativeBuffer fixed = fixtures.input(fixtures.image(SIZE));
      NativeBuffer warped = fixtures.input(fixtures.image(SIZE));
      float[] weights = ones();
      // 27 voxels of a window weigh just less, or just more, than 1e-3
      for (float each : new float[] {3.7e-5f, 3.71e-5f}) {
        Arrays.fill(weights, each);
        NativeBuffer derivative = fixtures.output(SIZE.voxelCount());
        double value = evaluate(fixed, warped, fixtures.input(weights), RADII[0], derivative);
        assertThat(value > 0).isEqualTo(27 * each > 1e-3);
        assertThat(derivative.get(SIZE.offset(3, 2, 9)) != 0).isEqualTo(27 * each > 1e-3);
      }
    }
  }

  @Test
  void constantImagesGiveNoDerivative() {
    try (KernelFixtures fixtures = new KernelFixtures(27)) {
      NativeBuffer derivative = fixtures.output(SIZE.voxelCount());
      double value =
          evaluate(
              fixtures.input(ones()),
              fixtures.input(ones()),
              fixtures.input(ones()),
              RADII[1],
              derivative);
      assertThat(value).isZero();
      assertThat(KernelFixtures.values(derivative)).containsOnly(0);
    }
  }
}
