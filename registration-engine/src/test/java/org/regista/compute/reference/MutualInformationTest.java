package org.regista.compute.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.regista.compute.kernel.HistogramAxes;
import org.regista.compute.kernel.KernelFixtures;
import org.regista.image.NativeBuffer;

class MutualInformationTest {

  private static final int COUNT = 400;
  private static final int BINS = 16;
  private static final HistogramAxes AXES =
      HistogramAxes.covering(BINS, 0, 10, -1, 3); // some samples lie beyond

  private final ReferenceKernels kernels = new ReferenceKernels(2);

  /** Mutual information in nats, by its definition. */
  private static double information(double[] histogram) {
    double total = Arrays.stream(histogram).sum();
    double[] ofFixed = marginal(histogram, BINS, 1);
    double[] ofMoving = marginal(histogram, 1, BINS);
    double sum = 0;
    for (int f = 0; f < BINS; f++) {
      for (int m = 0; m < BINS; m++) {
        double p = histogram[f * BINS + m] / total;
        if (p > 0) {
          sum += p * Math.log(p * total * total / (ofFixed[f] * ofMoving[m]));
        }
      }
    }
    return sum;
  }

  private static double[] marginal(double[] histogram, int stride, int across) {
    double[] sums = new double[BINS];
    for (int n = 0; n < BINS; n++) {
      for (int m = 0; m < BINS; m++) {
        sums[n] += histogram[n * stride + m * across];
      }
    }
    return sums;
  }

  /** ln(p / p_M) / N, the table that makes the derivative that of the mutual information. */
  private static double[] informationTable(double[] histogram) {
    double total = Arrays.stream(histogram).sum();
    double[] ofMoving = marginal(histogram, 1, BINS);
    double[] table = new double[BINS * BINS];
    for (int n = 0; n < table.length; n++) {
      if (histogram[n] > 0) {
        table[n] = Math.log(histogram[n] / ofMoving[n % BINS]) / total;
      }
    }
    return table;
  }

  private static float[] dependentIntensities(float[] fixed, float[] noise) {
    float[] moving = new float[fixed.length];
    for (int n = 0; n < moving.length; n++) {
      moving[n] = (float) (1 + 2 * Math.cos(0.5 * fixed[n]) + noise[n]);
    }
    return moving;
  }

  @Test
  void derivativeMatchesDifferencesOfTheMutualInformation() {
    try (KernelFixtures fixtures = new KernelFixtures(11)) {
      float[] values = fixtures.numbers(COUNT, -0.5, 10.5);
      float[] intensities = dependentIntensities(values, fixtures.numbers(COUNT, -0.5, 0.5));
      NativeBuffer fixed = fixtures.input(values);
      NativeBuffer moving = fixtures.inPlace(intensities);
      NativeBuffer weight = fixtures.input(fixtures.numbers(COUNT, 0, 1));
      double[] histogram = kernels.jointHistogram(fixed, moving, weight, COUNT, AXES);
      assertThat(information(histogram)).isGreaterThan(0.3);
      NativeBuffer derivative = fixtures.output(COUNT);
      kernels.histogramDerivative(
          fixed, moving, weight, COUNT, AXES, informationTable(histogram), derivative);

      double largest = 0;
      for (int n = 0; n < COUNT; n++) {
        float h = 1f / 512;
        moving.set(n, intensities[n] + h);
        double ahead = information(kernels.jointHistogram(fixed, moving, weight, COUNT, AXES));
        moving.set(n, intensities[n] - h);
        double behind = information(kernels.jointHistogram(fixed, moving, weight, COUNT, AXES));
        double step = (double) (intensities[n] + h) - (intensities[n] - h);
        moving.set(n, intensities[n]);
        boolean nearTheEnd = Math.abs(intensities[n] - 1) > 2 - h;
        if (!nearTheEnd) {
          // second order in h: 1e-5 of derivatives of about 1e-3
          assertThat((double) derivative.get(n)).isCloseTo((ahead - behind) / step, within(2e-7));
          largest = Math.max(largest, Math.abs((ahead - behind) / step));
        }
      }
      assertThat(largest).isGreaterThan(5e-4);
    }
  }

  @Test
  void aSampleSpreadsItsWeightOverFourMovingBins() {
    try (KernelFixtures fixtures = new KernelFixtures(12)) {
      // fixed bin 2 + 10 * 0.49 = 6.9, moving bin 2 + (1 + 1) / 4 * 11 = 7.5
      double[] histogram =
          kernels.jointHistogram(
              fixtures.input(new float[] {4.45f}),
              fixtures.input(new float[] {1}),
              fixtures.input(new float[] {3}),
              1,
              AXES);
      double[] expected = new double[BINS * BINS];
      double[] cubic = {1 / 48.0, 23 / 48.0, 23 / 48.0, 1 / 48.0};
      for (int m = 0; m < 4; m++) {
        expected[7 * BINS + 6 + m] = 3 * cubic[m];
      }
      assertThat(histogram).containsExactly(expected, within(1e-6));
    }
  }

  @Test
  void intensitiesBeyondTheEndsAreClampedAndHaveNoDerivative() {
    try (KernelFixtures fixtures = new KernelFixtures(13)) {
      NativeBuffer fixed = fixtures.input(new float[] {-100, 100});
      NativeBuffer moving = fixtures.input(new float[] {50, -50});
      NativeBuffer weight = fixtures.input(new float[] {1, 1});
      double[] histogram = kernels.jointHistogram(fixed, moving, weight, 2, AXES);
      assertThat(histogram[2 * BINS + BINS - 3]).isCloseTo(2 / 3.0, within(1e-6));
      assertThat(histogram[(BINS - 3) * BINS + 2]).isCloseTo(2 / 3.0, within(1e-6));
      NativeBuffer derivative = fixtures.output(2);
      double[] slope = new double[BINS * BINS];
      Arrays.setAll(slope, n -> n);
      kernels.histogramDerivative(fixed, moving, weight, 2, AXES, slope, derivative);
      assertThat(KernelFixtures.values(derivative)).containsExactly(0, 0);
    }
  }
}
