package org.regista.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.regista.compute.Similarity;
import org.regista.compute.reference.ReferenceBackend;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.image.Volume;
import org.regista.register.plan.IntensityRange;
import org.regista.register.plan.LinearLevel;
import org.regista.register.plan.LinearStage;
import org.regista.register.plan.RegistrationPlan;

/** From how far a search finds home, with what it says of itself. */
class CaptureRangeTest {

  private static final AnalyticHead HEAD = new AnalyticHead(11);
  private static final GridGeometry WHOLE =
      AnalyticHead.grid(new GridSize(44, 50, 31), new LpsVector(4, 4, 5.5), 0.1, -0.2, 0.3);

  /** Misses 40 mm of the object at either end. */
  private static final GridGeometry SLAB =
      AnalyticHead.grid(new GridSize(50, 47, 20), new LpsVector(4, 4.5, 4), 0, 0, 0);

  /** Half a voxel: 8 mm samples of smooth blobs allow no more from one coarse level. */
  private static final double FOUND_MM = 2;

  @Test
  void findsASlabTurnedFarAboutAllAxes() {
    SplittableRandom random = new SplittableRandom(5);
    try (Volume fixed = HEAD.image("fixed", WHOLE, p -> p, v -> v)) {
      for (int n = 0; n < 5; n++) {
        AffineMap truth = pose(random);
        GridGeometry turned = new GridGeometry(SLAB.size(), SLAB.indexToLps().andThen(truth));
        try (Volume moving =
                HEAD.image("moving", turned, truth.inverse()::apply, v -> 300 - 2 * v);
            RegistrationResult result = register(fixed, moving, new Initialisation.Search())) {
          assertThat(AnalyticHead.meanErrorMm(p -> p, truth::apply)).isGreaterThan(40);
          assertThat(AnalyticHead.meanErrorMm(result.transform()::toMoving, truth::apply))
              .as("pose %d", n)
              .isLessThan(FOUND_MM);
        }
      }
    }
  }

  @Test
  void everyTurnWithin45DegreesPerAxisIsNearACandidate() {
    SplittableRandom random = new SplittableRandom(6);
    for (int n = 0; n < 1000; n++) {
      AffineMap turn =
          turned(
              random.nextDouble(-45, 45), random.nextDouble(-45, 45), random.nextDouble(-45, 45));
      double nearest =
          StartCandidates.turnsRad().stream()
              .map(t -> Rotations.ofVector(t.x(), t.y(), t.z()).inverse().andThen(turn))
              .mapToDouble(CaptureRangeTest::angleDegrees)
              .min()
              .orElseThrow();
      // half the diagonal of a cell of 25 degrees is 21.7; the farthest turns lie outside all cells
      assertThat(nearest).isLessThan(25);
    }
  }

  private static double angleDegrees(AffineMap r) {
    return Math.toDegrees(Math.acos(Math.clamp((r.m00() + r.m11() + r.m22() - 1) / 2, -1, 1)));
  }

  private static AffineMap turned(double... degrees) {
    AffineMap turn = AffineMap.IDENTITY;
    for (int axis = 0; axis < 3; axis++) {
      double a = Math.toRadians(degrees[axis]);
      turn =
          turn.andThen(Rotations.ofVector(axis == 0 ? a : 0, axis == 1 ? a : 0, axis == 2 ? a : 0));
    }
    return turn;
  }

  /** Each angle of 45 degrees in size: the corners of what is to be captured. */
  private static AffineMap pose(SplittableRandom random) {
    AffineMap turn =
        turned(
            random.nextBoolean() ? 45 : -45,
            random.nextBoolean() ? 45 : -45,
            random.nextBoolean() ? 45 : -45);
    return turn.andThen(
        AffineMap.translation(
            new LpsVector(
                random.nextDouble(-60, 60),
                random.nextDouble(-60, 60),
                random.nextDouble(-60, 60))));
  }

  @Test
  void tellsHowTheStartsAgreed() {
    AffineMap truth =
        StartCandidates.turned(new LpsPoint(0, 0, 0), 0.2, -0.15, 0.3, new LpsVector(18, -22, 14));
    try (Volume fixed = HEAD.image("fixed", WHOLE, p -> p, v -> v);
        Volume moving = HEAD.image("moving", WHOLE, truth.inverse()::apply, v -> v);
        RegistrationResult result = register(fixed, moving, new Initialisation.Search())) {
      RegistrationResult.Signals signals = result.signals();
      assertThat(signals.headerOverlap()).isEqualTo(1);
      assertThat(signals.overlap()).isBetween(0.5, 0.95);
      RegistrationResult.Restarts restarts = Objects.requireNonNull(signals.restarts());
      assertThat(restarts.agreeing()).isBetween(1, restarts.climbed());
      RegistrationResult.RunnerUp second = restarts.runnerUp();
      assertThat(second == null || second.scoreRatio() < 0.98).isTrue();
    }
  }

  @Test
  void tellsWhatEachLevelGained() {
    AffineMap truth = AffineMap.translation(new LpsVector(5, -4, 3));
    try (Volume fixed = HEAD.image("fixed", WHOLE, p -> p, v -> v);
        Volume moving = HEAD.image("moving", WHOLE, truth.inverse()::apply, v -> v);
        RegistrationResult result = register(fixed, moving, new Initialisation.Header())) {
      List<RegistrationResult.Gain> gains = result.signals().gains();
      assertThat(result.signals().restarts()).isNull();
      assertThat(gains).extracting(RegistrationResult.Gain::level).containsExactly(0, 1);
      assertThat(gains)
          .allSatisfy(g -> assertThat(g.after()).isGreaterThanOrEqualTo(g.before()))
          .allSatisfy(g -> assertThat(g.iterations()).isPositive());
      assertThat(gains.getFirst().after()).isGreaterThan(1.1 * gains.getFirst().before());
    }
  }

  @Test
  void namesASecondAlignmentThatFitsAsWell() {
    var close = new RegistrationResult.RunnerUp(0.99, 63);
    var far = new RegistrationResult.RunnerUp(0.9, 63);
    assertThat(start(close).warning().orElseThrow())
        .isEqualTo(
            "another alignment, 63 mm away, fits 99 % as well; check the result, or give a start");
    assertThat(start(far).warning()).isEmpty();
    assertThat(new Start(AffineMap.IDENTITY, null).warning()).isEmpty();
  }

  private static Start start(RegistrationResult.RunnerUp second) {
    return new Start(AffineMap.IDENTITY, new RegistrationResult.Restarts(10, 4, second));
  }

  static RegistrationResult register(Volume fixed, Volume moving, Initialisation start) {
    IntensityRange all = new IntensityRange.Percentiles(0.1, 99.9);
    LinearStage stage =
        new LinearStage(
            LinearStage.Freedom.RIGID,
            new Similarity.MutualInformation(32),
            List.of(new LinearLevel(8, 8_000, 20), new LinearLevel(4, 12_000, 15)));
    RegistrationPlan plan = new RegistrationPlan("test", 1, "a test", all, all, 1, List.of(stage));
    return new StagedRegistrar()
        .register(
            new RegistrationRequest(
                fixed,
                moving,
                Optional.empty(),
                Optional.empty(),
                start,
                plan,
                new ReferenceBackend(),
                2),
            Monitor.silent());
  }
}
