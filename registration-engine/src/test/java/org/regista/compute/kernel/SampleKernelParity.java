package org.regista.compute.kernel;

import org.junit.jupiter.api.Test;
import org.regista.geometry.AffineMap;
import org.regista.image.NativeBuffer;

/** The kernels over lists of samples against the oracle. */
public abstract class SampleKernelParity extends ParityOfKernels {

  @Test
  void sample() {
    assertParity(
        (kernels, fixtures, size, outcome) -> {
          NativeBuffer value = fixtures.output(COUNT);
          NativeBuffer gradient = fixtures.output(3 * COUNT);
          NativeBuffer weight = fixtures.output(COUNT);
          kernels.sample(
              fixtures.input(fixtures.image(size)),
              size,
              new AffineMap(0.9, 0.2, -0.1, 5, -0.15, 1.1, 0.2, 1, 0.1, -0.2, 0.95, 4),
              fixtures.input(fixtures.numbers(3 * COUNT, -9, 9)),
              COUNT,
              value,
              gradient,
              weight);
          outcome.buffer("value", SAME_BITS, value);
          outcome.buffer("gradient", SAME_BITS, gradient);
          outcome.buffer("weight", 0, weight);
        });
  }

  @Test
  void jointHistogram() {
    assertParity(
        (kernels, fixtures, size, outcome) -> {
          Lists lists = new Lists(fixtures);
          outcome.sums(
              "histogram",
              SUMS,
              kernels.jointHistogram(lists.fixed, lists.moving, lists.weight, COUNT, lists.axes));
        });
  }

  @Test
  void histogramDerivative() {
    assertParity(
        (kernels, fixtures, size, outcome) -> {
          Lists lists = new Lists(fixtures);
          double[] table = new double[lists.axes.bins() * lists.axes.bins()];
          for (int n = 0; n < table.length; n++) {
            table[n] = Math.sin(0.7 * n);
          }
          NativeBuffer derivative = fixtures.output(COUNT);
          kernels.histogramDerivative(
              lists.fixed, lists.moving, lists.weight, COUNT, lists.axes, table, derivative);
          outcome.buffer("derivative", INTERPOLATION, derivative);
        });
  }

  @Test
  void crossMoments() {
    assertParity(
        (kernels, fixtures, size, outcome) -> {
          Lists lists = new Lists(fixtures);
          outcome.sums(
              "moments",
              SUMS,
              kernels.crossMoments(lists.fixed, lists.moving, lists.weight, COUNT));
        });
  }

  @Test
  void linearDerivative() {
    assertParity(
        (kernels, fixtures, size, outcome) -> {
          Lists lists = new Lists(fixtures);
          NativeBuffer derivative = fixtures.output(COUNT);
          kernels.linearDerivative(
              lists.fixed, lists.moving, lists.weight, COUNT, 0.7, -1.3, 0.21, derivative);
          outcome.buffer("derivative", ROUNDING, derivative);
        });
  }

  @Test
  void multiply() {
    assertParity(
        (kernels, fixtures, size, outcome) -> {
          float[] before = fixtures.numbers(COUNT, -2, 2);
          NativeBuffer into = fixtures.inPlace(before);
          kernels.multiply(into, fixtures.input(fixtures.numbers(COUNT, 0, 1)), COUNT);
          outcome.changed("product", ROUNDING, before, into);
        });
  }

  @Test
  void sampleMoments() {
    assertParity(
        (kernels, fixtures, size, outcome) ->
            outcome.sums(
                "moments",
                SUMS,
                kernels.sampleMoments(
                    fixtures.input(fixtures.numbers(COUNT, -1, 2)),
                    fixtures.input(fixtures.numbers(3 * COUNT, -1, 3)),
                    fixtures.input(fixtures.numbers(3 * COUNT, -40, 90)),
                    COUNT)));
  }

  /** Two lists of intensities, of which the ends fall off the histogram, and weights. */
  private static final class Lists {

    private final HistogramAxes axes = HistogramAxes.covering(24, -0.9f, 3.7f, 10, 88);
    private final NativeBuffer fixed;
    private final NativeBuffer moving;
    private final NativeBuffer weight;

    Lists(KernelFixtures fixtures) {
      float[] weights = fixtures.numbers(COUNT, -0.2, 1);
      for (int n = 0; n < COUNT; n++) {
        weights[n] = Math.max(weights[n], 0);
      }
      this.fixed = fixtures.input(fixtures.numbers(COUNT, -1, 4));
      this.moving = fixtures.input(fixtures.numbers(COUNT, 5, 95));
      this.weight = fixtures.input(weights);
    }
  }
}
