package org.regista.compute.kernel;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;

/**
 * All kernels against the oracle: those over dense grids are here, the others inherited. Extend it
 * and say which kernels are meant.
 */
public abstract class KernelParity extends SampleKernelParity {

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
}
