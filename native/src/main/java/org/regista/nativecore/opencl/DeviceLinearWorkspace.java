package org.regista.nativecore.opencl;

import java.util.Arrays;
import java.util.Optional;
import org.regista.compute.AffineDerivative;
import org.regista.compute.LinearEvaluation;
import org.regista.compute.LinearProblem;
import org.regista.compute.LinearWorkspace;
import org.regista.compute.Similarity;
import org.regista.compute.kernel.HistogramAxes;
import org.regista.compute.kernel.PairDerivative;
import org.regista.compute.kernel.ParzenInformation;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;
import org.regista.image.Mask;

/**
 * The samples of a linear registration on a device; see {@link LinearWorkspace}. An evaluation is
 * two passes over the samples: one for their intensities, weights and joint histogram, one for the
 * derivative, between which the processor turns the histogram into tables. Twin of {@link
 * org.regista.compute.kernel.HostLinearWorkspace}. Owns its kernels.
 */
final class DeviceLinearWorkspace implements LinearWorkspace {

  private static final String PROGRAM = "linear";

  private final LinearProblem problem;
  private final DeviceKernels kernels;
  private final long count;
  private final boolean isInformation;
  private final HistogramAxes axes;
  private final DeviceBuffer moving;
  private final DeviceBuffer points;
  private final DeviceBuffer fixed;
  private final DeviceBuffer base;
  private final Optional<DeviceBuffer> mask;
  private final DeviceBuffer value;
  private final DeviceBuffer weight;
  private final double fixedWeight;

  DeviceLinearWorkspace(LinearProblem problem, DeviceKernels kernels) {
    this.problem = problem;
    this.kernels = kernels;
    this.count = problem.sampleValues().length();
    this.isInformation = problem.similarity() instanceof Similarity.MutualInformation;
    this.axes =
        HistogramAxes.covering(
            HistogramAxes.binsFor(problem.similarity()),
            problem.sampleValues(),
            problem.moving().voxels());
    long maskVoxels = problem.movingMask().map(m -> m.weights().length()).orElse(0L);
    kernels.reserve(
        problem.moving().size().voxelCount() + maskVoxels + 7 * count,
        "a level of %d samples and %s voxels".formatted(count, problem.moving().size()));
    this.moving = kernels.lend(problem.moving().voxels());
    this.points = kernels.lend(problem.samplePoints());
    this.fixed = kernels.lend(problem.sampleValues());
    this.base = kernels.lend(problem.sampleWeights());
    this.mask = problem.movingMask().map(m -> kernels.lend(m.weights()));
    this.value = kernels.unset(count);
    this.weight = kernels.unset(count);
    this.fixedWeight = kernels.sum(base);
  }

  @Override
  public LinearEvaluation evaluate(AffineMap centredToMoving) {
    Pose pose = new Pose(centredToMoving);
    double overlap = pose.cover() / fixedWeight;
    if (!isInformation) {
      double[] sums = kernels.crossMoments(fixed, value, weight, count);
      PairDerivative pairs = PairDerivative.of(problem.similarity(), sums);
      double[] moments = pose.moments(new double[1], pairs);
      return new LinearEvaluation(pairs.value(), pose.derivative(moments, 1), overlap);
    }
    ParzenInformation information =
        new ParzenInformation(kernels.jointHistogram(fixed, value, weight, count, axes), axes);
    double[] moments = pose.moments(tables(information), new PairDerivative(0, 0, 0, 0));
    return new LinearEvaluation(
        overlap * information.mutualInformation(), pose.derivative(moments, overlap), overlap);
  }

  private static double[] tables(ParzenInformation information) {
    double[] first = information.derivativeTable();
    double[] second = information.pointwiseTable();
    double[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** The samples under one map. */
  private final class Pose {

    private final AffineMap lpsToIndex = problem.moving().grid().lpsToIndex();
    private final AffineMap toMoving;
    private final AffineMap lpsToMask;
    private final AffineMap toMask;
    private final GridSize maskSize;

    Pose(AffineMap centredToMoving) {
      this.toMoving = centredToMoving.andThen(lpsToIndex);
      this.lpsToMask =
          problem.movingMask().map(m -> m.grid().lpsToIndex()).orElse(AffineMap.IDENTITY);
      this.toMask = centredToMoving.andThen(lpsToMask);
      this.maskSize = problem.movingMask().map(Mask::grid).orElse(problem.moving().grid()).size();
    }

    private Launch launch(String kernel) {
      return kernels
          .context()
          .launch(
              PROGRAM,
              kernel,
              (isInformation ? "-D INFORMATION " : "") + (mask.isPresent() ? "-D MASKED" : ""));
    }

    /** Intensities and weights of the samples; the sum of the weights. */
    double cover() {
      Launch launch =
          launch("covered_samples")
              .buffer(moving)
              .size(problem.moving().size())
              .map(toMoving)
              .buffer(mask.orElse(moving))
              .size(maskSize)
              .map(toMask)
              .buffer(points)
              .buffer(base)
              .number(count)
              .buffer(value)
              .buffer(weight);
      return kernels.reduce(launch, count, 1)[0];
    }

    /** Twelve moments of the derivative by intensities, twelve of what weights are worth. */
    double[] moments(double[] tables, PairDerivative pairs) {
      DeviceBuffer onDevice = kernels.reals("tables of a pose", tables.length);
      kernels.context().writeReals(tables, onDevice);
      Launch launch =
          launch("pose_moments")
              .buffer(moving)
              .size(problem.moving().size())
              .map(toMoving)
              .map(lpsToIndex)
              .buffer(mask.orElse(moving))
              .size(maskSize)
              .map(toMask)
              .map(lpsToMask)
              .buffer(points)
              .buffer(base)
              .buffer(fixed)
              .buffer(value)
              .buffer(weight)
              .number(count)
              .axes(axes)
              .number(axes.bins())
              .buffer(onDevice)
              .axes(pairs);
      return kernels.reduce(launch, count, 24);
    }

    AffineDerivative derivative(double[] moments, double overlap) {
      double[] byIntensity =
          AffineDerivative.of(Arrays.copyOf(moments, 12)).throughOuter(lpsToIndex).toArray();
      for (int n = 0; n < 12; n++) {
        byIntensity[n] = overlap * byIntensity[n] + moments[12 + n] / fixedWeight;
      }
      return AffineDerivative.of(byIntensity);
    }
  }

  @Override
  public void close() {
    kernels.close();
  }
}
