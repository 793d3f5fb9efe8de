package org.regista.compute.kernel;

import org.regista.compute.AffineDerivative;
import org.regista.compute.LinearEvaluation;
import org.regista.compute.LinearProblem;
import org.regista.compute.LinearWorkspace;
import org.regista.compute.Similarity;
import org.regista.geometry.AffineMap;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;

/**
 * Samples of a linear registration in host memory; see {@link LinearWorkspace}. Owns its kernels.
 */
public final class HostLinearWorkspace implements LinearWorkspace {

  private final LinearProblem problem;
  private final HostKernels kernels;
  private final long count;
  private final ListSimilarity<NativeBuffer> similarity;
  private final double fixedWeight;
  private final NativeBuffer value;
  private final NativeBuffer gradient;
  private final NativeBuffer weight;
  private final NativeBuffer derivative;
  private final SampleCoverage coverage;

  public HostLinearWorkspace(LinearProblem problem, HostKernels kernels) {
    this.problem = problem;
    this.kernels = kernels;
    this.count = problem.sampleValues().length();
    this.similarity =
        new ListSimilarity<>(
            kernels, problem.similarity(), problem.sampleValues(), problem.moving().voxels());
    this.fixedWeight = kernels.sum(problem.sampleWeights());
    this.value = NativeBuffer.allocate(count);
    this.gradient = NativeBuffer.allocate(3 * count);
    this.weight = NativeBuffer.allocate(count);
    this.derivative = NativeBuffer.allocate(count);
    this.coverage = new SampleCoverage(problem, kernels);
  }

  @Override
  public LinearEvaluation evaluate(AffineMap centredToMoving) {
    Volume moving = problem.moving();
    AffineMap lpsToIndex = moving.grid().lpsToIndex();
    kernels.sample(
        moving.voxels(),
        moving.size(),
        centredToMoving.andThen(lpsToIndex),
        problem.samplePoints(),
        count,
        value,
        gradient,
        weight);
    kernels.multiply(weight, problem.sampleWeights(), count);
    double overlap = coverage.apply(centredToMoving, weight) / fixedWeight;
    return problem.similarity() instanceof Similarity.MutualInformation
        ? information(lpsToIndex, overlap)
        : new LinearEvaluation(
            similarity.evaluate(value, weight, count, derivative), byMap(lpsToIndex), overlap);
  }

  /**
   * The information about all fixed samples: sum w ln(p / (p_F p_M)) / sum of the fixed weights.
   * Its derivative has a part through the intensities and one through the weights w.
   */
  private LinearEvaluation information(AffineMap lpsToIndex, double overlap) {
    ParzenInformation information = similarity.information(value, weight, count, derivative);
    NativeBuffer fixed = problem.sampleValues();
    double[] byWeight = coverage.derivative(n -> information.ofPair(fixed.get(n), value.get(n)));
    double[] total = byMap(lpsToIndex).toArray();
    for (int n = 0; n < total.length; n++) {
      total[n] = overlap * total[n] + byWeight[n] / fixedWeight;
    }
    return new LinearEvaluation(
        overlap * information.mutualInformation(), AffineDerivative.of(total), overlap);
  }

  /** The part of the derivative with respect to the map that goes through the intensities. */
  private AffineDerivative byMap(AffineMap lpsToIndex) {
    double[] byIndex = kernels.sampleMoments(derivative, gradient, problem.samplePoints(), count);
    return AffineDerivative.of(byIndex).throughOuter(lpsToIndex);
  }

  @Override
  public void close() {
    coverage.close();
    derivative.close();
    weight.close();
    gradient.close();
    value.close();
    kernels.close();
  }
}
