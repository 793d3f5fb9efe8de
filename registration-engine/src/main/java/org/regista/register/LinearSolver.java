package org.regista.register;

import org.regista.compute.ComputeBackend;
import org.regista.compute.LinearEvaluation;
import org.regista.compute.Similarity;
import org.regista.error.NumericalException;
import org.regista.geometry.AffineMap;
import org.regista.register.plan.LinearLevel;
import org.regista.register.plan.LinearStage;

/**
 * A rigid or affine stage, coarse to fine: quasi-Newton ascent on samples that stay the same per
 * level.
 */
final class LinearSolver {

  /**
   * The first step at a level, the longest, and the one at which it ends, as shares of its spacing.
   */
  private static final double FIRST_STEP = 0.25;

  private static final double LONGEST_STEP = 2;
  private static final double TOLERANCE = 0.002;

  private final ComputeBackend backend;
  private final ImagePair images;
  private final Monitor monitor;

  LinearSolver(ComputeBackend backend, ImagePair images, Monitor monitor) {
    this.backend = backend;
    this.images = images;
    this.monitor = monitor;
  }

  /**
   * @param start fixed to moving, LPS mm
   * @return the same, better
   */
  AffineMap solve(LinearStage stage, AffineMap start) {
    AffineMap fixedToMoving = start;
    for (int n = 0; n < stage.levels().size() && (n == 0 || !monitor.endsEarly()); n++) {
      fixedToMoving = solveLevel(stage, n, fixedToMoving);
      monitor.placed(fixedToMoving);
    }
    return fixedToMoving;
  }

  private AffineMap solveLevel(LinearStage stage, int number, AffineMap start) {
    LinearLevel level = stage.levels().get(number);
    boolean dense = stage.similarity() instanceof Similarity.LocalCorrelation;
    try (ImagePair.Level pair =
            dense ? images.standardisedAt(level.spacingMm()) : images.at(level.spacingMm());
        LinearObjective objective = open(stage.similarity(), level, pair)) {
      double levels = stage.levels().size();
      Climb climb =
          (iteration, value, here) -> {
            monitor.iterated(
                stage.label(),
                number,
                iteration,
                value,
                (number + (double) iteration / level.iterations()) / levels);
            monitor.passing(here);
          };
      return ascend(
          objective, stage.freedom(), start, limits(level.iterations(), level.spacingMm()), climb);
    }
  }

  private LinearObjective open(Similarity similarity, LinearLevel level, ImagePair.Level pair) {
    return similarity instanceof Similarity.LocalCorrelation
        ? DenseObjective.open(backend, images, pair, similarity)
        : SampledObjective.open(backend, images, pair, similarity, level.samples());
  }

  private static Bfgs.Limits limits(int iterations, double mm) {
    return new Bfgs.Limits(iterations, FIRST_STEP * mm, LONGEST_STEP * mm, TOLERANCE * mm);
  }

  /** Told of the start, as iteration 0, and of each step: its value, and the map there. */
  interface Climb {
    void reached(int iteration, double value, AffineMap fixedToMoving);
  }

  /** The best map near {@code start} (fixed to moving) for one objective. */
  static AffineMap ascend(
      LinearObjective objective,
      LinearStage.Freedom freedom,
      AffineMap start,
      Bfgs.Limits limits,
      Climb climb) {
    Motion motion = new Motion(freedom, objective.centred(start), objective.radiusMm());
    Bfgs.Objective function =
        p -> {
          LinearEvaluation e = objective.evaluate(motion.at(p));
          if (!Double.isFinite(e.value())) {
            throw new NumericalException(
                "the similarity became " + e.value() + "; do the images hold usable intensities?");
          }
          return new Bfgs.Point(p, e.value(), motion.gradient(p, e.derivative()));
        };
    Bfgs.Point best =
        Bfgs.maximise(
            function,
            new double[motion.dimensions()],
            limits,
            (n, p) -> climb.reached(n, p.value(), objective.uncentred(motion.at(p.parameters()))));
    return objective.uncentred(motion.at(best.parameters()));
  }
}
