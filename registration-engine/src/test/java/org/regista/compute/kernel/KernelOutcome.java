package org.regista.compute.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.regista.image.NativeBuffer;

/**
 * Everything that one call of a kernel computed, and how closely another one must agree with it.
 */
final class KernelOutcome {

  private final List<Part> parts = new ArrayList<>();

  /**
   * @param tolerance of the largest magnitude in {@code values}
   * @param varies the values must not be all the same, or the test would say nothing
   */
  private record Part(String name, double tolerance, double[] values, boolean varies) {}

  /** One number. */
  void number(String name, double tolerance, double value) {
    parts.add(new Part(name, tolerance, new double[] {value}, false));
  }

  /** An array of sums. */
  void sums(String name, double tolerance, double[] values) {
    parts.add(new Part(name, tolerance, values.clone(), true));
  }

  /** A buffer that the kernel filled. */
  void buffer(String name, double tolerance, NativeBuffer buffer) {
    parts.add(new Part(name, tolerance, widened(buffer), true));
  }

  /** A buffer that the kernel changed in place, from {@code before}. */
  void changed(String name, double tolerance, float[] before, NativeBuffer buffer) {
    assertThat(KernelFixtures.values(buffer)).as("%s after the call", name).isNotEqualTo(before);
    buffer(name, tolerance, buffer);
  }

  private static double[] widened(NativeBuffer buffer) {
    float[] values = KernelFixtures.values(buffer);
    double[] widened = new double[values.length];
    for (int n = 0; n < values.length; n++) {
      widened[n] = values[n];
    }
    return widened;
  }

  /** Every element was written and, on a grid of three dimensions, the answer is not trivial. */
  void assertMeaningful(boolean threeDimensional) {
    assertThat(parts).isNotEmpty();
    for (Part part : parts) {
      assertThat(part.values).as("%s: all finite", part.name).matches(KernelOutcome::allFinite);
      if (part.varies && threeDimensional) {
        assertThat(Arrays.stream(part.values).distinct().limit(2).count())
            .as("%s: different values", part.name)
            .isEqualTo(2);
      }
    }
  }

  private static boolean allFinite(double[] values) {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }

  /**
   * The other outcome is this one within the tolerances.
   *
   * @param adjusted the tolerances as they are to be taken
   */
  void assertCloseTo(KernelOutcome oracle, DoubleUnaryOperator adjusted) {
    for (int n = 0; n < parts.size(); n++) {
      Part expected = oracle.parts.get(n);
      double[] actual = parts.get(n).values;
      assertThat(actual).as(expected.name).hasSameSizeAs(expected.values);
      double tolerance = adjusted.applyAsDouble(expected.tolerance);
      double scale = Arrays.stream(expected.values).map(Math::abs).max().orElseThrow();
      for (int p = 0; p < actual.length; p++) {
        // written so that NaN fails
        if (!(Math.abs(actual[p] - expected.values[p]) <= tolerance * scale)) {
          throw new AssertionError(
              "%s[%d] is %.9g, not %.9g (within %g of %g)"
                  .formatted(expected.name, p, actual[p], expected.values[p], tolerance, scale));
        }
      }
    }
  }

  /** The other outcome is this one to the bit. */
  void assertSameAs(KernelOutcome other, int threads) {
    for (int n = 0; n < parts.size(); n++) {
      assertThat(parts.get(n).values)
          .as("%s with %d threads", parts.get(n).name, threads)
          .isEqualTo(other.parts.get(n).values);
    }
  }
}
