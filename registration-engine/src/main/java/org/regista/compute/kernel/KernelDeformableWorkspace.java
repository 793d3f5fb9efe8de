package org.regista.compute.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.regista.compute.AffineDerivative;
import org.regista.compute.DeformableProblem;
import org.regista.compute.DeformableSizes;
import org.regista.compute.DeformableWorkspace;
import org.regista.compute.NoiseFloor;
import org.regista.compute.Similarity;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.image.Mask;
import org.regista.transform.DisplacementField;

/**
 * One level of a deformable registration, all of it in the memory of its kernels, which it owns;
 * see {@link DeformableWorkspace}.
 */
public final class KernelDeformableWorkspace<B> implements DeformableWorkspace {

  /** Bound on the Lipschitz constant of one step; below 1 the step is one-to-one. */
  private static final double LIPSCHITZ_LIMIT = 0.8;

  /** Of the noise at least, relative to the image (both are normalised to unit variance). */
  private static final double LEAST_NOISE_VARIANCE = 1e-4;

  private final DeformableProblem problem;
  private final Kernels<B> kernels;
  private final GridGeometry grid;
  private final GridSize size;
  private final long count;
  private final AxisValues voxelMm;
  private final KernelField<B> field;
  private final FieldLattice fieldLattice;
  private final GridSize stepSize;
  private final AxisValues stepMm;
  private final FieldLattice stepLattice;
  private final List<B> owned = new ArrayList<>();
  private final B fixed;
  private final B moving;
  private final B warped;
  private final B weight;
  private final B derivative;
  private final B force;
  private final B momentum;
  private final double noiseVariance;
  private final Optional<B> movingInside;
  private final Optional<B> fixedWeight;
  private final Optional<ListSimilarity<B>> listSimilarity;
  private final Optional<MindForce<B>> mindForce;
  private AffineMap fixedToMoving;
  private double typicalMm;

  public KernelDeformableWorkspace(DeformableProblem problem, Kernels<B> kernels) {
    this.problem = problem;
    this.kernels = kernels;
    this.grid = problem.fixed().grid();
    this.size = grid.size();
    this.count = size.voxelCount();
    this.voxelMm = Lengths.of(grid);
    this.fieldLattice = Maps.lattice(grid, problem.fieldGrid());
    this.stepSize = problem.stepGrid().size();
    this.stepMm = Lengths.of(problem.stepGrid());
    this.stepLattice = Maps.lattice(grid, problem.stepGrid());
    this.fixedToMoving = problem.fixedToMoving();
    kernels.reserve(sizes().floats(), "a level of %s voxels".formatted(size));
    this.field = new KernelField<>(problem.fieldGrid(), kernels, problem.threads());
    this.fixed = kernels.lend(problem.fixed().voxels());
    this.moving = kernels.lend(problem.moving().voxels());
    this.warped = buffer(count);
    this.weight = buffer(count);
    this.derivative = buffer(count);
    this.force = buffer(3 * stepSize.voxelCount());
    this.momentum = buffer(3 * stepSize.voxelCount());
    this.noiseVariance =
        Math.max(
            LEAST_NOISE_VARIANCE,
            Math.max(NoiseFloor.variance(problem.fixed()), NoiseFloor.variance(problem.moving())));
    this.movingInside = problem.movingMask().map(mask -> buffer(count));
    this.fixedWeight = problem.fixedMask().map(this::fixedWeights);
    this.listSimilarity = openList();
    this.mindForce =
        problem.similarity() instanceof Similarity.Mind mind
            ? Optional.of(openMind(mind))
            : Optional.empty();
    problem.start().ifPresent(field::startFrom);
  }

  private DeformableSizes sizes() {
    return new DeformableSizes(
        size,
        problem.moving().size().voxelCount(),
        problem.fixedMask().map(m -> m.weights().length()).orElse(0L),
        problem.movingMask().map(m -> m.weights().length()).orElse(0L),
        problem.fieldGrid().size(),
        stepSize,
        problem.similarity());
  }

  private Optional<ListSimilarity<B>> openList() {
    return problem.similarity() instanceof Similarity.LocalCorrelation
            || problem.similarity() instanceof Similarity.Mind
        ? Optional.empty()
        : Optional.of(
            new ListSimilarity<>(
                kernels,
                problem.similarity(),
                problem.fixed().voxels(),
                problem.moving().voxels()));
  }

  /** u is still zero here. */
  private MindForce<B> openMind(Similarity.Mind mind) {
    warp(moving, problem.moving().grid(), fixedToMoving, warped, weight);
    return new MindForce<>(
        kernels,
        mind,
        fixed,
        warped,
        size,
        new MindForce.Lattices(fieldLattice, stepLattice),
        problem.threads());
  }

  private B buffer(long length) {
    B buffer = kernels.allocate(length);
    owned.add(buffer);
    return buffer;
  }

  /** The fixed mask on the level grid; u is still zero here. */
  private B fixedWeights(Mask mask) {
    B weights = buffer(count);
    warp(kernels.lend(mask.weights()), mask.grid(), AffineMap.IDENTITY, weights, weight);
    return weights;
  }

  /** An image at {@code linear(x + u(x))}, and where that is inside. */
  private void warp(B image, GridGeometry imageGrid, AffineMap linear, B value, B inside) {
    AffineMap toImage = Maps.indexToIndex(grid, linear, imageGrid);
    kernels.warp(image, imageGrid.size(), toImage, field.u(), fieldLattice, size, value, inside);
  }

  @Override
  public double evaluate() {
    warp(moving, problem.moving().grid(), fixedToMoving, warped, weight);
    fixedWeight.ifPresent(w -> kernels.multiply(weight, w, count));
    problem.movingMask().ifPresent(this::applyMovingMask);
    if (mindForce.isPresent()) {
      return mindForce
          .get()
          .evaluate(field.u(), weight, gradientScale(), warped, derivative, force);
    }
    double likeness =
        switch (problem.similarity()) {
          case Similarity.LocalCorrelation lncc -> localCorrelation(lncc.radiusVoxels());
          default -> listSimilarity.orElseThrow().evaluate(warped, weight, count, derivative);
        };
    kernels.force(derivative, warped, weight, size, gradientScale(), stepLattice, force);
    return likeness;
  }

  private double localCorrelation(int radius) {
    return kernels.localCorrelation(
        fixed,
        warped,
        weight,
        size,
        radiusAlong(voxelMm.i(), radius),
        radiusAlong(voxelMm.j(), radius),
        radiusAlong(voxelMm.k(), radius),
        noiseVariance,
        derivative);
  }

  /** The window is about the same length in mm along every axis, and at least three voxels wide. */
  private int radiusAlong(double spacing, int radius) {
    return Math.max(1, (int) Math.round(radius * Lengths.finest(voxelMm) / spacing));
  }

  /** Borrows {@code derivative} for the mask read through u. */
  private void applyMovingMask(Mask mask) {
    warp(
        kernels.lend(mask.weights()),
        mask.grid(),
        fixedToMoving,
        derivative,
        movingInside.orElseThrow());
    kernels.multiply(weight, derivative, count);
  }

  /**
   * dE/du in voxels of the image to an ascent direction in mm, expressed in voxels of the grid of
   * steps. Exact for orthogonal axes, still an ascent direction for sheared ones.
   */
  private AxisValues gradientScale() {
    return new AxisValues(
        1 / (voxelMm.i() * stepMm.i()),
        1 / (voxelMm.j() * stepMm.j()),
        1 / (voxelMm.k() * stepMm.k()));
  }

  @Override
  public double overlap() {
    return kernels.sum(weight) / fixedWeight.map(kernels::sum).orElse((double) count);
  }

  @Override
  public void smoothForce(double sigmaMm) {
    kernels.smooth(force, 3, stepSize, Lengths.inVoxels(sigmaMm, stepMm), Border.ZERO);
  }

  @Override
  public void accumulateMomentum(double decay) {
    typicalMm = kernels.accumulate(momentum, decay, force, stepSize, stepMm);
  }

  @Override
  public double composeStep(double maxStepMm) {
    if (!(typicalMm > 0)) {
      return 0;
    }
    B step = force;
    kernels.limitStep(momentum, typicalMm, maxStepMm, stepSize, stepMm, step);
    StepBound bound = kernels.stepBound(step, stepSize, stepMm);
    double oneVoxel = Lengths.finest(Lengths.of(field.grid()));
    double s =
        Math.min(Math.min(1, LIPSCHITZ_LIMIT / bound.lipschitz()), oneVoxel / bound.maxLengthMm());
    FieldLattice lattice = Maps.lattice(field.grid(), problem.stepGrid());
    kernels.compose(field.u(), step, s, lattice, field.size());
    return s * bound.maxLengthMm();
  }

  @Override
  public void smoothField(double sigmaMm) {
    field.smooth(sigmaMm);
  }

  @Override
  public void setLinear(AffineMap linear) {
    this.fixedToMoving = linear;
  }

  @Override
  public AffineDerivative affineDerivative() {
    double[] moments = kernels.gridMoments(force, stepSize);
    AxisValues scale = gradientScale();
    double[] scales = {scale.i(), scale.j(), scale.k()};
    for (int n = 0; n < 12; n++) {
      moments[n] /= scales[n / 4];
    }
    double[] byLps = Maps.throughInner(moments, problem.stepGrid().indexToLps());
    return AffineDerivative.of(byLps).throughOuter(grid.lpsToIndex());
  }

  @Override
  public DisplacementField takeField() {
    return field.take(problem.fixed().space());
  }

  @Override
  public void close() {
    mindForce.ifPresent(MindForce::close);
    owned.forEach(kernels::free);
    field.close();
    kernels.close();
  }
}
