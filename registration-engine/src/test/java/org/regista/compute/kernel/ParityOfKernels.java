package org.regista.compute.kernel;

import java.util.List;
import org.regista.geometry.GridSize;

/**
 * Compares the kernels of an implementation with the oracle, one test each: agreement within a
 * stated share of the largest value, every element of the output written, inputs untouched, and the
 * same bits for 1 to 4 threads. {@link SampleKernelParity} and {@link KernelParity} hold the tests.
 */
abstract class ParityOfKernels {

  /** Not multiples of anything, no two axes alike; longer than one slab or vector; one flat. */
  private static final List<GridSize> SIZES =
      List.of(new GridSize(17, 13, 11), new GridSize(37, 6, 21), new GridSize(12, 1, 9));

  static final GridSize MOVING_SIZE = new GridSize(15, 18, 12);

  /** More than two chunks of a list, and not a whole number of them. */
  static final int COUNT = 10_007;

  static final AxisValues SPACING = new AxisValues(0.9, 1.4, 3.1);

  private static final long SEED = 20_261;

  /** Float32 arithmetic on a few terms. */
  static final double ROUNDING = 2e-6;

  /** Less than the last bit of a float32: what a search climbs from is the same everywhere. */
  static final double SAME_BITS = 1e-12;

  /** Interpolation: coordinates of some ten voxels are known to 1e-6 in float32. */
  static final double INTERPOLATION = 2e-5;

  /** Sums over a list or grid in double, of products that may be float32. */
  static final double SUMS = 2e-6;

  protected abstract HostKernels oracle();

  protected abstract HostKernels tested(int threads);

  /** What a test allows, or what these kernels can and therefore must keep to. */
  protected double tolerance(double allowed) {
    return allowed;
  }

  /** Calls one kernel with inputs from {@code fixtures} and adds what it computed. */
  interface Call {
    void on(HostKernels kernels, KernelFixtures fixtures, GridSize size, KernelOutcome outcome);
  }

  void assertParity(Call call) {
    for (GridSize size : SIZES) {
      KernelOutcome expected = outcome(call, oracle(), size);
      expected.assertMeaningful(size.ni() > 1 && size.nj() > 1 && size.nk() > 1);
      KernelOutcome single = outcome(call, tested(1), size);
      single.assertCloseTo(expected, this::tolerance);
      for (int threads = 2; threads <= 4; threads++) {
        outcome(call, tested(threads), size).assertSameAs(single, threads);
      }
    }
  }

  private static KernelOutcome outcome(Call call, HostKernels opened, GridSize size) {
    KernelOutcome outcome = new KernelOutcome();
    try (HostKernels kernels = opened;
        KernelFixtures fixtures = new KernelFixtures(SEED)) {
      call.on(kernels, fixtures, size, outcome);
      fixtures.assertInputsUntouched();
    }
    return outcome;
  }
}
