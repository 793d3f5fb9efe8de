package org.regista.register;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.regista.compute.ComputeBackend;
import org.regista.compute.LinearEvaluation;
import org.regista.compute.Similarity;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;
import org.regista.image.Mask;
import org.regista.preprocess.Foreground;
import org.regista.preprocess.Padding;
import org.regista.register.plan.LinearStage.Freedom;

/**
 * Finds where to start: scores many poses by mutual information at a coarse resolution, lets the
 * best that differ from each other climb, and keeps the highest.
 */
final class MultiStart {

  private static final Similarity MEASURE = new Similarity.MutualInformation(24);
  private static final double COARSE_MM = 8;
  private static final double FINER_MM = 4;
  private static final int SAMPLES = 12_000;
  private static final int CLIMBERS = 8;
  private static final int FINALISTS = 3;
  private static final double DIFFERENT_MM = 10;

  private static final double LEAST_OVERLAP = 0.1;
  private static final double[] ANGLES_DEGREES = {-40, -20, 20, 40};
  private static final double[] SHIFTS_MM = {-40, -20, 20, 40};

  private final ComputeBackend backend;
  private final ImagePair images;
  private final Monitor monitor;

  MultiStart(ComputeBackend backend, ImagePair images, Monitor monitor) {
    this.backend = backend;
    this.images = images;
    this.monitor = monitor;
  }

  /** A pose and how well it fits; 0 if the images hardly overlap. */
  record Pose(AffineMap fixedToMoving, double score) {}

  /** What was found, and how far the next best alignment is behind. */
  record Outcome(AffineMap fixedToMoving, boolean ambiguous) {}

  /**
   * Compares where the fixed image was measured: its padding, a large area of one value, would fit
   * best where the moving image has the most air.
   */
  Outcome search() {
    Optional<Mask> measured =
        images.fixedMask().isPresent() ? Optional.empty() : Padding.measured(images.fixed());
    try {
      return search(images.fixedMask().or(() -> measured));
    } finally {
      measured.ifPresent(Mask::close);
    }
  }

  private Outcome search(Optional<Mask> fixedMask) {
    List<Pose> climbers = coarse(fixedMask);
    List<Pose> finalists = refined(climbers, fixedMask);
    Pose best = finalists.getFirst();
    boolean ambiguous =
        finalists.stream()
            .skip(1)
            .anyMatch(
                p -> p.score() > 0.98 * best.score() && differenceMm(p, best) > DIFFERENT_MM / 2);
    return new Outcome(best.fixedToMoving(), ambiguous);
  }

  private List<Pose> coarse(Optional<Mask> fixedMask) {
    try (ImagePair.Level level = images.at(COARSE_MM);
        LinearObjective objective =
            SampledObjective.open(backend, images, level, MEASURE, SAMPLES, fixedMask)) {
      List<Pose> poses = new ArrayList<>();
      for (AffineMap candidate : candidates()) {
        monitor.throwIfCancelled();
        poses.add(scored(objective, candidate));
      }
      List<Pose> climbers = distinct(poses, CLIMBERS);
      return climbed(objective, climbers, COARSE_MM, 15, 0);
    }
  }

  private List<Pose> refined(List<Pose> climbers, Optional<Mask> fixedMask) {
    try (ImagePair.Level level = images.at(FINER_MM);
        LinearObjective objective =
            SampledObjective.open(backend, images, level, MEASURE, 2 * SAMPLES, fixedMask)) {
      return climbed(objective, distinct(climbers, FINALISTS), FINER_MM, 10, 1);
    }
  }

  /** Each pose after some steps uphill, the best first. */
  private List<Pose> climbed(
      LinearObjective objective, List<Pose> poses, double spacingMm, int steps, int level) {
    Bfgs.Limits limits = new Bfgs.Limits(steps, spacingMm / 2, 2 * spacingMm, 0.01 * spacingMm);
    List<Pose> results = new ArrayList<>();
    for (Pose pose : poses) {
      AffineMap top =
          LinearSolver.ascend(
              objective, Freedom.RIGID, pose.fixedToMoving(), limits, (n, value) -> {});
      Pose result = scored(objective, top);
      results.add(result);
      double done = (level + (double) results.size() / poses.size()) / 2;
      monitor.iterated("init", level, results.size() - 1, result.score(), done);
    }
    results.sort(Comparator.comparingDouble(Pose::score).reversed());
    return results;
  }

  private static Pose scored(LinearObjective objective, AffineMap fixedToMoving) {
    LinearEvaluation e = objective.evaluate(objective.centred(fixedToMoving));
    return new Pose(fixedToMoving, e.overlap() < LEAST_OVERLAP ? 0 : e.value());
  }

  /** The best few, none within {@value #DIFFERENT_MM} mm of a better one. */
  private List<Pose> distinct(List<Pose> poses, int most) {
    List<Pose> kept = new ArrayList<>();
    poses.stream()
        .sorted(Comparator.comparingDouble(Pose::score).reversed())
        .filter(p -> kept.size() < most)
        .filter(p -> kept.stream().noneMatch(k -> differenceMm(k, p) < DIFFERENT_MM))
        .forEach(kept::add);
    return kept;
  }

  /** Root mean square over the corners of the fixed grid, drawn in by half towards its centre. */
  private double differenceMm(Pose a, Pose b) {
    GridGeometry grid = images.fixed().grid();
    double squares = 0;
    for (int corner = 0; corner < 8; corner++) {
      LpsPoint p =
          grid.toLps(
              new VoxelIndex(
                  ((corner & 1) + 0.5) / 2 * grid.size().ni(),
                  ((corner >> 1 & 1) + 0.5) / 2 * grid.size().nj(),
                  ((corner >> 2) + 0.5) / 2 * grid.size().nk()));
      double d = a.fixedToMoving().apply(p).distanceMm(b.fixedToMoving().apply(p));
      squares += d * d;
    }
    return Math.sqrt(squares / 8);
  }

  private List<AffineMap> candidates() {
    LpsPoint fixedCentre = Foreground.centre(images.fixed(), images.fixedMask());
    LpsPoint movingCentre = Foreground.centre(images.moving(), images.movingMask());
    LpsPoint fixedMiddle = images.fixed().grid().centre();
    LpsPoint movingMiddle = images.moving().grid().centre();
    List<AffineMap> candidates = new ArrayList<>();
    addAround(candidates, fixedMiddle, LpsVector.ZERO);
    addAround(candidates, fixedMiddle, movingMiddle.minus(fixedMiddle));
    addAround(candidates, fixedCentre, movingCentre.minus(fixedCentre));
    return candidates;
  }

  /** A shift alone, turned about each axis, and moved along each axis. */
  private static void addAround(List<AffineMap> into, LpsPoint centre, LpsVector shift) {
    into.add(turned(centre, 0, 0, 0, shift));
    for (double degrees : ANGLES_DEGREES) {
      double a = Math.toRadians(degrees);
      into.add(turned(centre, a, 0, 0, shift));
      into.add(turned(centre, 0, a, 0, shift));
      into.add(turned(centre, 0, 0, a, shift));
      for (double second : ANGLES_DEGREES) {
        double b = Math.toRadians(second);
        into.add(turned(centre, a, b, 0, shift));
        into.add(turned(centre, a, 0, b, shift));
        into.add(turned(centre, 0, a, b, shift));
      }
    }
    for (double mm : SHIFTS_MM) {
      into.add(turned(centre, 0, 0, 0, shift.plus(new LpsVector(mm, 0, 0))));
      into.add(turned(centre, 0, 0, 0, shift.plus(new LpsVector(0, mm, 0))));
      into.add(turned(centre, 0, 0, 0, shift.plus(new LpsVector(0, 0, mm))));
    }
  }

  /** x -> R (x - centre) + centre + shift. */
  static AffineMap turned(LpsPoint centre, double rx, double ry, double rz, LpsVector shift) {
    LpsVector c = new LpsVector(centre.x(), centre.y(), centre.z());
    return AffineMap.translation(c.times(-1))
        .andThen(Rotations.ofVector(rx, ry, rz))
        .andThen(AffineMap.translation(c.plus(shift)));
  }
}
