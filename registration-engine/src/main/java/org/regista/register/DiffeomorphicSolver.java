package org.regista.register;

import java.util.Optional;
import org.regista.compute.ComputeBackend;
import org.regista.compute.DeformableProblem;
import org.regista.compute.DeformableWorkspace;
import org.regista.compute.FieldWorkspace;
import org.regista.error.DeviceException;
import org.regista.error.NumericalException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.register.plan.DiffeomorphicLevel;
import org.regista.register.plan.DiffeomorphicStage;
import org.regista.transform.DisplacementField;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Greedy compositional diffeomorphic registration (Joshi et al. 2004,
 * doi:10.1016/j.neuroimage.2004.07.068; Avants et al. 2008, doi:10.1016/j.media.2007.06.004), with
 * the exact gradient of the warped image and momentum on the smoothed force. Each step is
 * one-to-one by its Lipschitz bound; what interpolation and smoothing may still fold is repaired
 * after each level and checked at the end.
 */
final class DiffeomorphicSolver {

  private static final Logger LOG = LoggerFactory.getLogger(DiffeomorphicSolver.class);
  private static final int REPAIR_ROUNDS = 20;

  private final ComputeBackend backend;
  private final ImagePair images;
  private final AffineMap fixedToMoving;
  private final Monitor monitor;

  DiffeomorphicSolver(
      ComputeBackend backend, ImagePair images, AffineMap fixedToMoving, Monitor monitor) {
    this.backend = backend;
    this.images = images;
    this.fixedToMoving = fixedToMoving;
    this.monitor = monitor;
  }

  /** u and its inverse on the full fixed grid; whoever receives them owns them. */
  record Fields(DisplacementField displacement, DisplacementField inverse) {}

  /**
   * @param found a displacement to start from, which is repaired where it folds; closed here
   */
  Fields solve(DiffeomorphicStage stage, Optional<DisplacementField> found) {
    Optional<DisplacementField> field = found.map(start -> repaired(stage, start));
    for (int n = 0; n < stage.levels().size() && (n == 0 || !monitor.endsEarly()); n++) {
      field = Optional.of(solveLevel(stage, n, field));
      if (n + 1 < stage.levels().size()) {
        monitor.bent(field.orElseThrow(), fixedToMoving);
      }
    }
    return finished(stage, field.orElseThrow());
  }

  /**
   * A level and the repair of what it folds: at the next coarser voxels, and again, where the
   * device has too little memory. Closes the field that it starts from.
   */
  private DisplacementField solveLevel(
      DiffeomorphicStage stage, int number, Optional<DisplacementField> start) {
    Runnable close = () -> start.ifPresent(DisplacementField::close);
    if (backend.memoryBytes().isEmpty()) {
      return repaired(stage, tryLevel(stage, number, start, close));
    }
    DeviceMemoryRule rule = new DeviceMemoryRule(images, stage, stage.levels().get(number));
    try {
      while (true) {
        try {
          return repaired(stage, tryLevel(stage, number, start, () -> {}));
        } catch (DeviceException e) {
          monitor.note(rule.coarser(e));
        }
      }
    } finally {
      close.run();
    }
  }

  /**
   * @param startIsRead what is to be done once {@code start} is
   */
  private DisplacementField tryLevel(
      DiffeomorphicStage stage,
      int number,
      Optional<DisplacementField> start,
      Runnable startIsRead) {
    DiffeomorphicLevel level = stage.levels().get(number);
    double spacingMm = level.shrink() * ImagePair.finestMm(images.fixedGrid());
    try (ImagePair.Level pair = images.standardisedAt(spacingMm, stage.voxels());
        DeformableWorkspace work = open(stage, level, pair, start)) {
      startIsRead.run();
      double voxelMm = ImagePair.finestMm(pair.fixed().grid());
      Stopwatch watch = new Stopwatch();
      climb(stage, number, work, voxelMm);
      LOG.info("iterations at {} mm: {}", "%.2f".formatted(voxelMm), watch);
      return work.takeField();
    }
  }

  /** With no determinant below the stage's minimum; closes the field given. */
  private DisplacementField repaired(DiffeomorphicStage stage, DisplacementField field) {
    try (FieldWorkspace work = opened(field, field.grid())) {
      double smallest = work.repair(stage.minimumJacobian(), REPAIR_ROUNDS);
      LOG.debug("smallest Jacobian {} on a grid of {}", smallest, field.grid().size());
      return work.takeField();
    }
  }

  private FieldWorkspace opened(DisplacementField field, GridGeometry grid) {
    try (field) {
      return backend.openField(field, grid, images.threads());
    }
  }

  /**
   * A step that is shorter is smoothed less after it, the variance in proportion, so that both keep
   * their balance.
   */
  private void climb(
      DiffeomorphicStage stage, int number, DeformableWorkspace work, double voxelMm) {
    DiffeomorphicLevel level = stage.levels().get(number);
    double fieldMm = level.fieldShrink() * voxelMm;
    Pace pace = new Pace();
    for (int n = 0; n < level.iterations(); n++) {
      double similarity = work.evaluate();
      double done = (number + (double) n / level.iterations()) / stage.levels().size();
      monitor.iterated(stage.label(), number, n, similarity, done);
      double share = pace.after(similarity);
      if (pace.isOver() || monitor.endsEarly()) {
        break;
      }
      work.smoothForce(stage.fluidSigmaVoxels() * fieldMm);
      work.accumulateMomentum(stage.momentum());
      work.composeStep(share * level.maxStepVoxels() * voxelMm);
      work.smoothField(Math.sqrt(share) * stage.elasticSigmaVoxels() * fieldMm);
    }
  }

  /** The field on the full fixed grid, free of folds, and its inverse; closes the field given. */
  private Fields finished(DiffeomorphicStage stage, DisplacementField field) {
    try (FieldWorkspace work = opened(field, images.fixedGrid())) {
      double smallest = work.repair(stage.minimumJacobian(), REPAIR_ROUNDS);
      if (!(smallest > 0)) {
        throw new NumericalException(
            ("the deformation folds (smallest Jacobian %.3f) and could not be repaired; "
                    + "use fewer iterations or more smoothing")
                .formatted(smallest));
      }
      monitor.iterated("inverse", 0, 0, smallest, 1);
      DisplacementField inverse = work.inverseField();
      return new Fields(work.takeField(), inverse);
    }
  }

  /** Gives back the memory of the full images first, which the level does not need. */
  private DeformableWorkspace open(
      DiffeomorphicStage stage,
      DiffeomorphicLevel level,
      ImagePair.Level pair,
      Optional<DisplacementField> start) {
    images.releaseFull();
    GridGeometry grid = pair.fixed().grid();
    return backend.openDeformable(
        new DeformableProblem(
            pair.fixed(),
            pair.moving(),
            images.fixedMask(),
            images.movingMask(),
            fixedToMoving,
            ImagePair.coarser(grid, level.fieldShrink()),
            ImagePair.coarser(grid, level.stepShrink()),
            start,
            stage.similarity(),
            images.threads()));
  }
}
