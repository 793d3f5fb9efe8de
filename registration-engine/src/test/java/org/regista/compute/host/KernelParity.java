package org.regista.compute.host;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;

/**
 * Compares the kernels of an implementation with the oracle, one test each: agreement within a
 * stated share of the largest value, every element of the output written, inputs untouched, and the
 * same bits for 1 to 4 threads. Extend it and say which kernels are meant.
 */
public abstract class KernelParity {

  /** Not multiples of anything, no two axes alike; longer than one slab or vector; one flat. */
  private static final List<GridSize> SIZES =
      List.of(new GridSize(17, 13, 11), new GridSize(37, 6, 21), new GridSize(12, 1, 9));

  private static final GridSize MOVING_SIZE = new GridSize(15, 18, 12);

  /** More than two chunks of a list, and not a whole number of them. */
  private static final AxisValues SPACING = new AxisValues(0.9, 1.4, 3.1);

  private static final int COUNT = 10_007;

  private static final long SEED = 20_261;

  /** Float32 arithmetic on a few terms. */
  private static final double ROUNDING = 2e-6;

  /** Interpolation: coordinates of some ten voxels are known to 1e-6 in float32. */
  private static final double INTERPOLATION = 2e-5;

  /** Sums over a list or grid in double, of products that may be float32. */
  private static final double SUMS = 2e-6;

  protected abstract HostKernels oracle();

  protected abstract HostKernels tested(int threads);

  /** Calls one kernel with inputs from {@code fixtures} and adds what it computed. */
  private interface Call {
    void on(HostKernels kernels, KernelFixtures fixtures, GridSize size, KernelOutcome outcome);
  }

  private void assertParity(Call call) {
    for (GridSize size : SIZES) {
      KernelOutcome expected = outcome(call, oracle(), size);
      expected.assertMeaningful(size.ni() > 1 && size.nj() > 1 && size.nk() > 1);
      KernelOutcome single = outcome(call, tested(1), size);
      single.assertCloseTo(expected);
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
          outcome.buffer("value", INTERPOLATION, value);
          outcome.buffer("gradient", INTERPOLATION, gradient);
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

  @Test
  void warp() {
    for (boolean coarse : new boolean[] {false, true}) {
      assertParity(
          (kernels, fixtures, size, outcome) -> {
            FieldLattice lattice = coarse ? coarse(size) : FieldLattice.same(size);
            NativeBuffer warped = fixtures.output(size.voxelCount());
            NativeBuffer weight = fixtures.output(size.voxelCount());
            kernels.warp(
                fixtures.input(fixtures.image(MOVING_SIZE)),
                MOVING_SIZE,
                KernelFixtures.obliqueMap(size, MOVING_SIZE),
                fixtures.input(fixtures.field(lattice.size(), 1.5)),
                lattice,
                size,
                warped,
                weight);
            outcome.buffer("warped", INTERPOLATION, warped);
            outcome.buffer("weight", 0, weight);
          });
    }
  }

  /** About half as many points, not aligned with the voxels, some voxels beyond its ends. */
  private static FieldLattice coarse(GridSize size) {
    GridSize half = new GridSize((size.ni() + 1) / 2, (size.nj() + 1) / 2, (size.nk() + 1) / 2);
    return new FieldLattice(half, new AxisValues(0.5, 0.45, 0.5), new AxisValues(-0.25, 0.1, -0.5));
  }

  @Test
  void localCorrelation() {
    for (int radius = 1; radius <= 4; radius++) {
      int radiusI = radius;
      assertParity(
          (kernels, fixtures, size, outcome) -> {
            NativeBuffer derivative = fixtures.output(size.voxelCount());
            double value =
                kernels.localCorrelation(
                    fixtures.input(fixtures.image(size)),
                    fixtures.input(fixtures.image(size)),
                    fixtures.input(fixtures.weights(size)),
                    size,
                    radiusI,
                    2,
                    1,
                    1e-2,
                    derivative);
            // local variances are differences of sums: some digits cancel
            outcome.number("value", 2e-5, value);
            outcome.buffer("derivative", 1e-4, derivative);
          });
    }
  }

  @Test
  void force() {
    for (boolean coarse : new boolean[] {false, true}) {
      assertParity(
          (kernels, fixtures, size, outcome) -> {
            FieldLattice lattice = coarse ? coarse(size) : FieldLattice.same(size);
            NativeBuffer force = fixtures.output(3 * lattice.size().voxelCount());
            kernels.force(
                fixtures.input(fixtures.image(size)),
                fixtures.input(fixtures.image(size)),
                fixtures.input(fixtures.weights(size)),
                size,
                new AxisValues(0.7, 1.9, 1.2),
                lattice,
                force);
            outcome.buffer("force", ROUNDING, force);
          });
    }
  }

  @Test
  void gridMoments() {
    assertParity(
        (kernels, fixtures, size, outcome) ->
            outcome.sums(
                "moments",
                SUMS,
                kernels.gridMoments(fixtures.input(fixtures.field(size, 2)), size)));
  }

  @Test
  void smooth() {
    List<AxisValues> sigmas =
        List.of(
            new AxisValues(1.7, 0.7, 1.1), new AxisValues(0.01, 6, 0.3), new AxisValues(5, 0, 4));
    for (Border border : Border.values()) {
      for (AxisValues sigmaVoxels : sigmas) {
        assertParity(
            (kernels, fixtures, size, outcome) -> {
              float[] before = fixtures.field(size, 1);
              NativeBuffer images = fixtures.inPlace(before);
              kernels.smooth(images, 3, size, sigmaVoxels, border);
              outcome.changed("smoothed", ROUNDING, before, images);
            });
      }
    }
  }

  @Test
  void accumulate() {
    assertParity(
        (kernels, fixtures, size, outcome) -> {
          float[] before = fixtures.field(size, 2);
          NativeBuffer momentum = fixtures.inPlace(before);
          double typicalMm =
              kernels.accumulate(
                  momentum, 0.37, fixtures.input(fixtures.field(size, 1)), size, SPACING);
          outcome.changed("momentum", ROUNDING, before, momentum);
          outcome.number("typicalMm", ROUNDING, typicalMm);
        });
  }

  @Test
  void limitStep() {
    assertParity(
        (kernels, fixtures, size, outcome) -> {
          NativeBuffer step = fixtures.output(3 * size.voxelCount());
          kernels.limitStep(fixtures.input(fixtures.field(size, 2)), 1.3, 0.8, size, SPACING, step);
          outcome.buffer("step", ROUNDING, step);
        });
  }

  @Test
  void stepBound() {
    assertParity(
        (kernels, fixtures, size, outcome) -> {
          StepBound bound =
              kernels.stepBound(fixtures.input(fixtures.field(size, 1)), size, SPACING);
          outcome.number("maxLengthMm", ROUNDING, bound.maxLengthMm());
          outcome.number("lipschitz", ROUNDING, bound.lipschitz());
        });
  }

  @Test
  void compose() {
    for (boolean coarse : new boolean[] {false, true}) {
      assertParity(
          (kernels, fixtures, size, outcome) -> {
            FieldLattice lattice = coarse ? coarse(size) : FieldLattice.same(size);
            float[] before = fixtures.field(size, 2);
            NativeBuffer composed = fixtures.inPlace(before);
            NativeBuffer v = fixtures.input(fixtures.field(lattice.size(), coarse ? 0.2 : 0.5));
            kernels.compose(composed, v, 0.9, lattice, size);
            outcome.changed("composed", INTERPOLATION, before, composed);
          });
    }
  }

  @Test
  void clearBorder() {
    assertParity(
        (kernels, fixtures, size, outcome) -> {
          float[] before = fixtures.field(size, 1);
          NativeBuffer field = fixtures.inPlace(before);
          kernels.clearBorder(field, size);
          outcome.changed("field", 0, before, field);
        });
  }

  @Test
  void jacobian() {
    assertParity(
        (kernels, fixtures, size, outcome) -> {
          NativeBuffer map = fixtures.output(size.voxelCount());
          JacobianStatistics statistics =
              kernels.jacobian(fixtures.input(fixtures.field(size, 2.5)), size, map);
          outcome.number("min", INTERPOLATION, statistics.min());
          outcome.number("max", INTERPOLATION, statistics.max());
          outcome.number("nonPositiveCells", 0, (double) statistics.nonPositiveCells());
          outcome.number("centralNonPositive", 0, (double) statistics.centralNonPositive());
          outcome.number("meanLog", INTERPOLATION, statistics.meanLog());
          outcome.number("sdLog", INTERPOLATION, statistics.sdLog());
          outcome.buffer("centralMap", INTERPOLATION, map);
        });
  }

  @Test
  void flagSmallDeterminants() {
    assertParity(
        (kernels, fixtures, size, outcome) -> {
          NativeBuffer flags = fixtures.output(size.voxelCount());
          NativeBuffer u = fixtures.input(fixtures.field(size, 2));
          outcome.number("cells", 0, (double) kernels.flagSmallDeterminants(u, size, 0.4, flags));
          outcome.buffer("flags", 0, flags);
        });
  }

  @Test
  void blend() {
    assertParity(
        (kernels, fixtures, size, outcome) -> {
          float[] before = fixtures.field(size, 1);
          NativeBuffer field = fixtures.inPlace(before);
          kernels.blend(
              field,
              fixtures.input(fixtures.field(size, 2)),
              fixtures.input(fixtures.weights(size)),
              size);
          outcome.changed("field", ROUNDING, before, field);
        });
  }

  /** Both stop within 1e-4 voxels of a zero; where the map shrinks, that is farther in v. */
  @Test
  void invert() {
    assertParity(
        (kernels, fixtures, size, outcome) -> {
          NativeBuffer u = fixtures.input(fixtures.field(size, 0.8));
          float[] before = new float[Math.toIntExact(3 * size.voxelCount())];
          NativeBuffer v = fixtures.inPlace(before);
          double residual = kernels.invert(u, size, 1e-4, v);
          outcome.number("converged", 0, residual <= 1e-4 ? 1 : 0);
          outcome.changed("v", 5e-4, before, v);
        });
  }

  @Test
  void resampleField() {
    assertParity(
        (kernels, fixtures, size, outcome) -> {
          NativeBuffer into = fixtures.output(3 * MOVING_SIZE.voxelCount());
          kernels.resampleField(
              fixtures.input(fixtures.field(size, 2)),
              size,
              KernelFixtures.obliqueMap(MOVING_SIZE, size),
              new AxisValues(2, 1.5, -0.8),
              MOVING_SIZE,
              into);
          outcome.buffer("into", INTERPOLATION, into);
        });
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
