package org.regista.compute.host;

import java.util.Optional;
import org.regista.compute.AffineDerivative;
import org.regista.compute.LinearEvaluation;
import org.regista.compute.LinearProblem;
import org.regista.compute.LinearWorkspace;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.image.Mask;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;

/**
 * Samples of a linear registration in host memory; see {@link LinearWorkspace}. Owns its kernels.
 */
public final class HostLinearWorkspace implements LinearWorkspace {

  private final LinearProblem problem;
  private final HostKernels kernels;
  private final long count;
  private final ListSimilarity similarity;
  private final double fixedWeight;
  private final NativeBuffer value;
  private final NativeBuffer gradient;
  private final NativeBuffer weight;
  private final NativeBuffer derivative;
  private final Optional<MaskSamples> mask;

  public HostLinearWorkspace(LinearProblem problem, HostKernels kernels) {
    this.problem = problem;
    this.kernels = kernels;
    this.count = problem.sampleValues().length();
    this.similarity =
        new ListSimilarity(
            kernels, problem.similarity(), problem.sampleValues(), problem.moving().voxels());
    this.fixedWeight = sum(problem.sampleWeights());
    this.value = NativeBuffer.allocate(count);
    this.gradient = NativeBuffer.allocate(3 * count);
    this.weight = NativeBuffer.allocate(count);
    this.derivative = NativeBuffer.allocate(count);
    this.mask = problem.movingMask().map(m -> new MaskSamples(m, count));
  }

  @Override
  public LinearEvaluation evaluate(AffineMap centredToMoving) {
    Volume moving = problem.moving();
    AffineMap movingLpsToIndex = moving.grid().lpsToIndex();
    kernels.sample(
        moving.voxels(),
        moving.size(),
        centredToMoving.andThen(movingLpsToIndex),
        problem.samplePoints(),
        count,
        value,
        gradient,
        weight);
    kernels.multiply(weight, problem.sampleWeights(), count);
    mask.ifPresent(m -> m.apply(centredToMoving));
    double likeness = similarity.evaluate(value, weight, count, derivative);
    double[] byIndex = kernels.sampleMoments(derivative, gradient, problem.samplePoints(), count);
    return new LinearEvaluation(
        likeness,
        AffineDerivative.of(Maps.throughOuter(byIndex, movingLpsToIndex)),
        sum(weight) / fixedWeight);
  }

  private static double sum(NativeBuffer values) {
    double sum = 0;
    for (long n = 0; n < values.length(); n++) {
      sum += values.get(n);
    }
    return sum;
  }

  /** The moving mask read at the samples; its own buffers, because its grid is its own. */
  private final class MaskSamples implements AutoCloseable {
    private final Mask mask;
    private final NativeBuffer at;
    private final NativeBuffer slope;
    private final NativeBuffer inside;

    MaskSamples(Mask mask, long count) {
      this.mask = mask;
      this.at = NativeBuffer.allocate(count);
      this.slope = NativeBuffer.allocate(3 * count);
      this.inside = NativeBuffer.allocate(count);
    }

    /** weight[n] *= mask at sample n; 0 outside the mask's grid. */
    void apply(AffineMap centredToMoving) {
      GridGeometry grid = mask.grid();
      kernels.sample(
          mask.weights(),
          grid.size(),
          centredToMoving.andThen(grid.lpsToIndex()),
          problem.samplePoints(),
          count,
          at,
          slope,
          inside);
      kernels.multiply(weight, at, count);
    }

    @Override
    public void close() {
      at.close();
      slope.close();
      inside.close();
    }
  }

  @Override
  public void close() {
    mask.ifPresent(MaskSamples::close);
    derivative.close();
    weight.close();
    gradient.close();
    value.close();
    kernels.close();
  }
}
