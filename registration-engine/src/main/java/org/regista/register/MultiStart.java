package org.regista.register;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.regista.compute.ComputeBackend;
import org.regista.compute.LinearEvaluation;
import org.regista.compute.Similarity;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.image.Mask;
import org.regista.preprocess.Padding;
import org.regista.register.plan.LinearStage.Freedom;

/**
 * Finds where to start: scores many poses on few samples at a coarse resolution, the best of them
 * also moved along each axis; lets the best that differ from each other climb a little, the best of
 * those climb to their tops, and the highest tops climb again at a finer resolution. What is
 * compared is {@link SampledObjective}'s information about the whole fixed image, so a pose gains
 * nothing by hiding what does not fit.
 */
final class MultiStart {

  private static final Similarity MEASURE = new Similarity.MutualInformation(24);
  private static final double COARSE_MM = 8;
  private static final double FINER_MM = 4;
  private static final int FEW_SAMPLES = 4_000;
  private static final int SAMPLES = 12_000;
  private static final int SHIFTED = 8;
  private static final int STARTERS = 24;
  private static final int CLIMBERS = 10;
  private static final int FINALISTS = 4;
  private static final double DIFFERENT_MM = 10;

  /** Of the fixed image, or of the moving one if that is smaller. */
  private static final double LEAST_OVERLAP = 0.1;

  private final ComputeBackend backend;
  private final ImagePair images;
  private final Monitor monitor;
  private final double leastOverlap;

  MultiStart(ComputeBackend backend, ImagePair images, Monitor monitor) {
    this.backend = backend;
    this.images = images;
    this.monitor = monitor;
    this.leastOverlap = leastOverlap(images);
  }

  /** A pose and how well it fits; 0 if the images hardly overlap. */
  record Pose(AffineMap fixedToMoving, double score) {}

  /** What was found, and how far the starts agreed. */
  record Outcome(AffineMap fixedToMoving, RegistrationResult.Restarts restarts) {}

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
    List<Pose> tops = coarse(fixedMask);
    List<Pose> finalists = refined(tops, fixedMask);
    Pose best = finalists.getFirst();
    long agreeing = tops.stream().filter(p -> differenceMm(p, best) < DIFFERENT_MM).count();
    RegistrationResult.@Nullable RunnerUp runnerUp =
        finalists.stream()
            .filter(p -> differenceMm(p, best) > DIFFERENT_MM / 2)
            .findFirst()
            .map(p -> runnerUp(p, best))
            .orElse(null);
    return new Outcome(
        best.fixedToMoving(),
        new RegistrationResult.Restarts(tops.size(), Math.toIntExact(agreeing), runnerUp));
  }

  private RegistrationResult.RunnerUp runnerUp(Pose second, Pose best) {
    double ratio = best.score() > 0 ? second.score() / best.score() : 1;
    return new RegistrationResult.RunnerUp(ratio, differenceMm(second, best));
  }

  private List<Pose> coarse(Optional<Mask> fixedMask) {
    try (ImagePair.Level level = images.at(COARSE_MM)) {
      List<Pose> starters = starters(level, fixedMask);
      try (LinearObjective objective =
          SampledObjective.open(backend, images, level, MEASURE, SAMPLES, fixedMask)) {
        return climbed(objective, distinct(starters, CLIMBERS), COARSE_MM, 25, 1);
      }
    }
  }

  private List<Pose> starters(ImagePair.Level level, Optional<Mask> fixedMask) {
    try (LinearObjective objective =
        SampledObjective.open(backend, images, level, MEASURE, FEW_SAMPLES, fixedMask)) {
      List<Pose> poses = scored(objective, StartCandidates.of(images, level));
      for (Pose pose : distinct(poses, SHIFTED)) {
        poses.addAll(scored(objective, StartCandidates.shifted(pose.fixedToMoving())));
      }
      return climbed(objective, distinct(poses, STARTERS), COARSE_MM, 4, 0);
    }
  }

  private List<Pose> scored(LinearObjective objective, List<AffineMap> candidates) {
    List<Pose> poses = new ArrayList<>();
    for (AffineMap candidate : candidates) {
      monitor.throwIfCancelled();
      poses.add(scored(objective, candidate));
    }
    return poses;
  }

  private List<Pose> refined(List<Pose> climbers, Optional<Mask> fixedMask) {
    try (ImagePair.Level level = images.at(FINER_MM);
        LinearObjective objective =
            SampledObjective.open(backend, images, level, MEASURE, 2 * SAMPLES, fixedMask)) {
      return climbed(objective, distinct(climbers, FINALISTS), FINER_MM, 20, 2);
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
              objective, Freedom.RIGID, pose.fixedToMoving(), limits, (n, value, here) -> {});
      Pose result = scored(objective, top);
      results.add(result);
      double done = (level + (double) results.size() / poses.size()) / 3;
      monitor.iterated("init", level, results.size() - 1, result.score(), done);
    }
    results.sort(Comparator.comparingDouble(Pose::score).reversed());
    return results;
  }

  private Pose scored(LinearObjective objective, AffineMap fixedToMoving) {
    LinearEvaluation e = objective.evaluate(objective.centred(fixedToMoving));
    return new Pose(fixedToMoving, e.overlap() < leastOverlap ? 0 : e.value());
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

  private double differenceMm(Pose a, Pose b) {
    return PoseDistance.mm(images.fixed().grid(), a.fixedToMoving(), b.fixedToMoving());
  }

  /** Of the fixed image, so that a moving image that shows only a part of it may be found there. */
  private static double leastOverlap(ImagePair images) {
    double share = volumeMm3(images.moving().grid()) / volumeMm3(images.fixed().grid());
    return LEAST_OVERLAP * Math.min(1, share);
  }

  private static double volumeMm3(GridGeometry grid) {
    return grid.size().voxelCount() * Math.abs(grid.indexToLps().determinant());
  }
}
