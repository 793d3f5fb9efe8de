package org.regista.compute.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.regista.compute.AffineDerivative;
import org.regista.compute.DeformableProblem;
import org.regista.compute.DeformableWorkspace;
import org.regista.compute.NoiseFloor;
import org.regista.compute.Similarity;
import org.regista.error.NumericalException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.image.Mask;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.transform.DisplacementField;

/**
 * One level of a deformable registration in host memory; see {@link DeformableWorkspace}. The field
 * u is held in voxels of the fixed level grid, because the kernels know no geometry. Owns its
 * kernels.
 */
public final class HostDeformableWorkspace implements DeformableWorkspace {

  /** Bound on the Lipschitz constant of one step; below 1 the step is one-to-one. */
  private static final double LIPSCHITZ_LIMIT = 0.8;

  /** Of the noise at least, relative to the image (both are normalised to unit variance). */
  private static final double LEAST_NOISE_VARIANCE = 1e-4;

  private static final double INVERSE_TOLERANCE_VOXELS = 0.02;
  private static final double INVERSE_LIMIT_VOXELS = 0.5;

  private final DeformableProblem problem;
  private final HostKernels kernels;
  private final GridGeometry grid;
  private final GridSize size;
  private final long count;
  private final AxisValues spacingMm;
  private final double finestMm;
  private final List<NativeBuffer> owned = new ArrayList<>();
  private final NativeBuffer warped;
  private final NativeBuffer weight;
  private final NativeBuffer derivative;
  private final NativeBuffer force;
  private final NativeBuffer momentum;
  private final double noiseVariance;
  private final Optional<NativeBuffer> fixedWeight;
  private final double fixedWeightSum;
  private final Optional<ListSimilarity> listSimilarity;
  private final Optional<MindForce> mindForce;
  private AffineMap fixedToMoving;
  private NativeBuffer u;
  private NativeBuffer spare;
  private double overlap;

  public HostDeformableWorkspace(DeformableProblem problem, HostKernels kernels) {
    this.problem = problem;
    this.kernels = kernels;
    this.grid = problem.fixed().grid();
    this.size = grid.size();
    this.count = size.voxelCount();
    this.spacingMm = new AxisValues(grid.spacingMm(0), grid.spacingMm(1), grid.spacingMm(2));
    this.finestMm = Math.min(spacingMm.i(), Math.min(spacingMm.j(), spacingMm.k()));
    this.fixedToMoving = problem.fixedToMoving();
    this.u = buffer(3 * count);
    this.spare = buffer(3 * count);
    this.warped = buffer(count);
    this.weight = buffer(count);
    this.derivative = buffer(count);
    this.force = buffer(3 * count);
    this.momentum = buffer(3 * count);
    this.noiseVariance =
        Math.max(
            LEAST_NOISE_VARIANCE,
            Math.max(NoiseFloor.variance(problem.fixed()), NoiseFloor.variance(problem.moving())));
    this.fixedWeight = problem.fixedMask().map(this::fixedWeights);
    this.fixedWeightSum = fixedWeight.map(HostDeformableWorkspace::sum).orElse((double) count);
    this.listSimilarity =
        problem.similarity() instanceof Similarity.LocalCorrelation
            ? Optional.empty()
            : Optional.of(
                new ListSimilarity(
                    kernels,
                    problem.similarity(),
                    problem.fixed().voxels(),
                    problem.moving().voxels()));
    this.mindForce =
        problem.similarity() instanceof Similarity.Mind mind
            ? Optional.of(openMind(mind))
            : Optional.empty();
    problem.start().ifPresent(this::startFrom);
  }

  /** u is still zero here. */
  private MindForce openMind(Similarity.Mind mind) {
    Volume moving = problem.moving();
    AffineMap toMoving = Maps.indexToIndex(grid, fixedToMoving, moving.grid());
    kernels.warp(moving.voxels(), moving.size(), toMoving, u, size, warped, weight);
    return new MindForce(kernels, mind, problem.fixed().voxels(), warped, size, problem.threads());
  }

  private NativeBuffer buffer(long length) {
    NativeBuffer buffer = NativeBuffer.allocate(length);
    owned.add(buffer);
    return buffer;
  }

  /** The fixed mask on the level grid; u is still zero here. */
  private NativeBuffer fixedWeights(Mask mask) {
    NativeBuffer weights = buffer(count);
    AffineMap toMask = Maps.indexToIndex(grid, AffineMap.IDENTITY, mask.grid());
    kernels.warp(mask.weights(), mask.grid().size(), toMask, u, size, weights, weight);
    return weights;
  }

  private void startFrom(DisplacementField start) {
    try (NativeBuffer voxels =
        FieldUnits.toVoxels(start.displacementsMm(), grid.lpsToIndex(), problem.threads())) {
      AffineMap toStart = Maps.indexToIndex(grid, AffineMap.IDENTITY, start.grid());
      kernels.resampleField(voxels, start.grid().size(), toStart, AxisValues.same(1), size, u);
    }
    kernels.clearBorder(u, size);
  }

  @Override
  public double evaluate() {
    AffineMap toMoving = Maps.indexToIndex(grid, fixedToMoving, problem.moving().grid());
    kernels.warp(
        problem.moving().voxels(), problem.moving().size(), toMoving, u, size, warped, weight);
    fixedWeight.ifPresent(w -> kernels.multiply(weight, w, count));
    problem.movingMask().ifPresent(this::applyMovingMask);
    if (mindForce.isPresent()) {
      overlap = sum(weight) / fixedWeightSum;
      return mindForce.get().evaluate(u, weight, gradientScale(), warped, derivative, force);
    }
    double likeness =
        switch (problem.similarity()) {
          case Similarity.LocalCorrelation lncc -> localCorrelation(lncc.radiusVoxels());
          default -> listSimilarity.orElseThrow().evaluate(warped, weight, count, derivative);
        };
    overlap = sum(weight) / fixedWeightSum;
    kernels.force(derivative, warped, weight, size, gradientScale(), force);
    return likeness;
  }

  private double localCorrelation(int radius) {
    return kernels.localCorrelation(
        problem.fixed().voxels(),
        warped,
        weight,
        size,
        radiusAlong(spacingMm.i(), radius),
        radiusAlong(spacingMm.j(), radius),
        radiusAlong(spacingMm.k(), radius),
        noiseVariance,
        derivative);
  }

  /** The window is about the same length in mm along every axis, and at least three voxels wide. */
  private int radiusAlong(double spacing, int radius) {
    return Math.max(1, (int) Math.round(radius * finestMm / spacing));
  }

  /** Borrows {@code spare} for the mask read through u: its values, then where it was inside. */
  private void applyMovingMask(Mask mask) {
    AffineMap toMask = Maps.indexToIndex(grid, fixedToMoving, mask.grid());
    kernels.warp(mask.weights(), mask.grid().size(), toMask, u, size, spare, derivative);
    kernels.multiply(weight, spare, count);
  }

  /**
   * dE/du in voxels to an ascent direction in mm, expressed in voxels again: 1 / spacing^2. Exact
   * for orthogonal axes, still an ascent direction for sheared ones.
   */
  private AxisValues gradientScale() {
    return new AxisValues(
        1 / (spacingMm.i() * spacingMm.i()),
        1 / (spacingMm.j() * spacingMm.j()),
        1 / (spacingMm.k() * spacingMm.k()));
  }

  @Override
  public double overlap() {
    return overlap;
  }

  @Override
  public void smoothForce(double sigmaMm) {
    kernels.smooth(force, 3, size, inVoxels(sigmaMm), Border.ZERO);
  }

  @Override
  public void accumulateMomentum(double decay) {
    kernels.accumulate(momentum, decay, force, 3 * count);
  }

  @Override
  public void resetMomentum() {
    momentum.fill(0);
  }

  @Override
  public double composeStep(double maxStepMm) {
    StepBound bound = kernels.stepBound(momentum, size, spacingMm);
    if (!(bound.maxLengthMm() > 0)) {
      return 0;
    }
    double byLength = maxStepMm / bound.maxLengthMm();
    double s = Math.min(byLength, LIPSCHITZ_LIMIT / bound.lipschitz());
    kernels.compose(u, momentum, s, size, spare);
    swapFields();
    return s * bound.maxLengthMm();
  }

  private void swapFields() {
    NativeBuffer composed = spare;
    spare = u;
    u = composed;
  }

  @Override
  public void smoothField(double sigmaMm) {
    kernels.smooth(u, 3, size, inVoxels(sigmaMm), Border.ZERO);
    kernels.clearBorder(u, size);
  }

  private AxisValues inVoxels(double mm) {
    return new AxisValues(mm / spacingMm.i(), mm / spacingMm.j(), mm / spacingMm.k());
  }

  @Override
  public double repair(double minimum, int rounds) {
    for (int round = 0; round < rounds; round++) {
      if (kernels.flagSmallDeterminants(u, size, minimum, weight) == 0) {
        break;
      }
      spreadFlags(weight);
      spare.copyFrom(u);
      kernels.smooth(spare, 3, size, inVoxels(2 * finestMm), Border.ZERO);
      kernels.blend(u, spare, weight, size);
      kernels.clearBorder(u, size);
    }
    return kernels.jacobian(u, size, derivative).min();
  }

  /** Flags of 1 become soft weights: 1 at the flag and its neighbours, then falling to 0. */
  private void spreadFlags(NativeBuffer flags) {
    kernels.smooth(flags, 1, size, inVoxels(1.5 * finestMm), Border.ZERO);
    for (long n = 0; n < count; n++) {
      flags.set(n, Math.min(1, 8 * flags.get(n)));
    }
  }

  @Override
  public void setLinear(AffineMap linear) {
    this.fixedToMoving = linear;
  }

  @Override
  public AffineDerivative affineDerivative() {
    double[] moments = kernels.gridMoments(force, size);
    double[] spacing = {spacingMm.i(), spacingMm.j(), spacingMm.k()};
    for (int n = 0; n < 12; n++) {
      moments[n] *= spacing[n / 4] * spacing[n / 4];
    }
    double[] byLps = Maps.throughInner(moments, grid.indexToLps());
    return AffineDerivative.of(Maps.throughOuter(byLps, grid.lpsToIndex()));
  }

  @Override
  public DisplacementField field() {
    return inMm(u);
  }

  private DisplacementField inMm(NativeBuffer voxels) {
    return new DisplacementField(
        problem.fixed().space(),
        problem.fixed().space(),
        grid,
        FieldUnits.toMm(voxels, grid.indexToLps(), problem.threads()));
  }

  @Override
  public DisplacementField inverseField() {
    spare.fill(0);
    double residual = kernels.invert(u, size, INVERSE_TOLERANCE_VOXELS, spare);
    if (!(residual <= INVERSE_LIMIT_VOXELS)) {
      throw new NumericalException(
          "the deformation could not be inverted: %.2f voxels remain at the worst place (limit %.1f); "
                  .formatted(residual, INVERSE_LIMIT_VOXELS)
              + "ask for a smoother deformation or fewer iterations");
    }
    return inMm(spare);
  }

  private static double sum(NativeBuffer values) {
    double sum = 0;
    for (long n = 0; n < values.length(); n++) {
      sum += values.get(n);
    }
    return sum;
  }

  @Override
  public void close() {
    mindForce.ifPresent(MindForce::close);
    owned.forEach(NativeBuffer::close);
    kernels.close();
  }
}
