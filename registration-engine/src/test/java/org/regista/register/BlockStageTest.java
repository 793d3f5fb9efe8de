package org.regista.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.regista.compute.Similarity;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.image.Mask;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.register.blocks.BlockMatching;
import org.regista.register.blocks.Correspondences;
import org.regista.register.blocks.TrimmedFit;
import org.regista.register.plan.BlockStage;
import org.regista.register.plan.IntensityRange;
import org.regista.register.plan.LinearLevel;
import org.regista.register.plan.LinearStage;
import org.regista.register.plan.LinearStage.Freedom;
import org.regista.register.plan.RegistrationPlan;
import org.regista.register.plan.Stage;
import org.regista.resample.Phantom;

/** On heads with texture of 12 to 40 mm wavelength: a block sees no more than 12 or 24 mm. */
class BlockStageTest {

  private static final GridGeometry FIXED_GRID =
      AnalyticHead.grid(new GridSize(58, 66, 40), new LpsVector(3, 3, 4.5), 0.1, -0.2, 0.3);
  private static final GridGeometry MOVING_GRID =
      AnalyticHead.grid(new GridSize(66, 60, 54), new LpsVector(3, 3.5, 3), -0.2, 0.1, 0.2);

  /** 10 mm and 8 degrees. */
  private static final AffineMap TRUE_RIGID =
      StartCandidates.turned(new LpsPoint(0, 0, 0), 0.09, -0.07, 0.08, new LpsVector(6, -6, 5.3));

  private static final AffineMap TRUE_AFFINE =
      AffineMap.scaling(1.06, 0.95, 1.03)
          .andThen(new AffineMap(1, 0.05, 0, 3, 0, 1, -0.04, -4, 0, 0, 1, 2));

  private static final LpsPoint WOUND = new LpsPoint(20, 15, 10);

  /** Of a sphere that is 20 % of the head. */
  private static final double WOUND_RADIUS_MM = 41.5;

  private static final double TENTH_OF_A_VOXEL_MM = 0.3;

  private static final ToDoubleFunction<LpsPoint> TISSUE = tissue(11);

  @Test
  void recoversARigidMotionAcrossContrasts() {
    AffineMap inverse = TRUE_RIGID.inverse();
    ToDoubleFunction<LpsPoint> bent =
        p -> {
          double v = TISSUE.applyAsDouble(inverse.apply(p));
          return 300 - 2 * v + v * v / 200;
        };
    assertThat(AnalyticHead.meanErrorMm(p -> p, TRUE_RIGID::apply)).isGreaterThan(10);
    assertThat(errorMm(bent, blocks(Freedom.RIGID), TRUE_RIGID)).isLessThan(TENTH_OF_A_VOXEL_MM);
  }

  @Test
  void recoversAnAffineMap() {
    AffineMap inverse = TRUE_AFFINE.inverse();
    ToDoubleFunction<LpsPoint> moved = p -> 10 - 2 * TISSUE.applyAsDouble(inverse.apply(p));
    assertThat(AnalyticHead.meanErrorMm(p -> p, TRUE_AFFINE::apply)).isGreaterThan(4);
    assertThat(errorMm(moved, blocks(Freedom.AFFINE), TRUE_AFFINE)).isLessThan(TENTH_OF_A_VOXEL_MM);
  }

  /** What is missing misleads mutual information no more: see the two tests after this. */
  @Test
  void aResectionOrATumourOfAFifthOfTheHeadDoesNotMislead() {
    for (double painted : new double[] {0, 250}) {
      ToDoubleFunction<LpsPoint> wounded =
          p -> p.distanceMm(WOUND) < WOUND_RADIUS_MM ? painted : TISSUE.applyAsDouble(p);
      assertThat(errorMm(inMoving(wounded), blocks(Freedom.RIGID), TRUE_RIGID))
          .isLessThan(TENTH_OF_A_VOXEL_MM);
    }
  }

  @Test
  void aThirdThatMovedOtherwiseIsLeftOutWhereInformationIsMisled() {
    ToDoubleFunction<LpsPoint> shifted =
        inMoving(p -> TISSUE.applyAsDouble(p.x() > 15 ? p.plus(new LpsVector(0, 5, 3)) : p));
    assertThat(errorMm(shifted, information(), TRUE_RIGID)).isGreaterThan(1);
    assertThat(errorMm(shifted, blocks(Freedom.RIGID), TRUE_RIGID)).isLessThan(TENTH_OF_A_VOXEL_MM);
  }

  @Test
  void strongShadingMisleadsItLessThanInformation() {
    ToDoubleFunction<LpsPoint> shaded =
        inMoving(p -> TISSUE.applyAsDouble(p) * Math.exp(p.x() / 60));
    double byInformation = errorMm(shaded, information(), TRUE_RIGID);
    assertThat(errorMm(shaded, blocks(Freedom.RIGID), TRUE_RIGID)).isLessThan(byInformation / 4);
  }

  @Test
  void theSameForAnyNumberOfThreads() {
    try (Volume fixed = image("fixed", FIXED_GRID, TISSUE);
        Volume moving = image("moving", MOVING_GRID, inMoving(TISSUE));
        RegistrationResult one = register(fixed, moving, blocks(Freedom.AFFINE), 1);
        RegistrationResult three = register(fixed, moving, blocks(Freedom.AFFINE), 3)) {
      assertThat(three.linear().fixedToMoving()).isEqualTo(one.linear().fixedToMoving());
      assertThat(three.trace()).isEqualTo(one.trace());
    }
  }

  @Test
  void masksSayWhereBlocksComeFromAndWhereTheyAreFound() {
    try (Volume fixed = image("fixed", FIXED_GRID, TISSUE);
        Volume moving = image("moving", MOVING_GRID, TISSUE);
        Mask left = half(fixed, 1);
        Mask right = half(moving, -1)) {
      Correspondences all = match(fixed, Optional.empty(), moving, Optional.empty());
      Correspondences fromLeft = match(fixed, Optional.of(left), moving, Optional.empty());
      Correspondences inRight = match(fixed, Optional.empty(), moving, Optional.of(right));
      assertThat(xs(all.from()).min().orElse(0)).isLessThan(-30);
      // masks are read at the nearest of their voxels
      assertThat(xs(fromLeft.from()).min().orElse(0)).isGreaterThan(-3);
      assertThat(xs(inRight.to()).max().orElse(0)).isLessThan(3);
      assertThat(fromLeft.count()).isGreaterThan(100);
      assertThat(inRight.count()).isGreaterThan(100);
    }
  }

  private static DoubleStream xs(double[] points) {
    return IntStream.range(0, points.length / 3).mapToDouble(n -> points[3 * n]);
  }

  @Test
  void imagesOfOneValueAreRefused() {
    try (Volume fixed = image("fixed", FIXED_GRID, TISSUE);
        Volume flat = image("flat", FIXED_GRID, p -> 77.7)) {
      assertThatThrownBy(() -> match(flat, Optional.empty(), fixed, Optional.empty()))
          .isInstanceOf(InputDataException.class)
          .hasMessageContaining("'flat' has one value");
      Correspondences none = match(fixed, Optional.empty(), flat, Optional.empty());
      assertThatThrownBy(() -> TrimmedFit.of(none, Freedom.RIGID, 0.5))
          .isInstanceOf(InputDataException.class)
          .hasMessageContaining("only 0 blocks")
          .hasMessageContaining("at least 24");
    }
  }

  /** A level of 24 mm has two blocks here. */
  @Test
  void aCoarseLevelWithoutBlocksIsLeftOut() {
    BlockStage coarse =
        new BlockStage(
            Freedom.RIGID,
            List.of(
                new BlockStage.Level(24, 5),
                new BlockStage.Level(6, 5),
                new BlockStage.Level(3, 5)),
            0.5,
            0.5);
    assertThat(errorMm(inMoving(TISSUE), coarse, TRUE_RIGID)).isLessThan(TENTH_OF_A_VOXEL_MM);
  }

  private static Correspondences match(
      Volume fixed, Optional<Mask> fixedMask, Volume moving, Optional<Mask> movingMask) {
    return new BlockMatching(fixed, fixedMask, moving, movingMask, 3, 0.5, 2)
        .match(AffineMap.IDENTITY);
  }

  /** Where x is of the given sign. */
  private static Mask half(Volume volume, int sign) {
    try (Volume x = image("x", volume.grid(), p -> sign * p.x())) {
      NativeBuffer weights = NativeBuffer.allocate(x.voxels().length());
      for (long n = 0; n < weights.length(); n++) {
        weights.set(n, x.voxels().get(n) > 0 ? 1 : 0);
      }
      return new Mask(volume.space(), volume.grid(), weights);
    }
  }

  private static ToDoubleFunction<LpsPoint> tissue(int seed) {
    AnalyticHead head = new AnalyticHead(seed);
    SplittableRandom random = new SplittableRandom(seed);
    double[][] waves = new double[40][];
    for (int n = 0; n < waves.length; n++) {
      double[] k = random.doubles(3, -1, 1).toArray();
      double length = Math.sqrt(k[0] * k[0] + k[1] * k[1] + k[2] * k[2]);
      double scale = 2 * Math.PI / (length * random.nextDouble(12, 40));
      double phase = random.nextDouble(2 * Math.PI);
      waves[n] = new double[] {k[0] * scale, k[1] * scale, k[2] * scale, phase};
    }
    return p -> {
      double sum = 0;
      for (double[] w : waves) {
        sum += Math.cos(w[0] * p.x() + w[1] * p.y() + w[2] * p.z() + w[3]);
      }
      return head.at(p) * (1 + 0.05 * sum);
    };
  }

  private static ToDoubleFunction<LpsPoint> inMoving(ToDoubleFunction<LpsPoint> inFixed) {
    AffineMap inverse = TRUE_RIGID.inverse();
    return p -> inFixed.applyAsDouble(inverse.apply(p));
  }

  private static Volume image(String label, GridGeometry grid, ToDoubleFunction<LpsPoint> value) {
    return Phantom.byIndex(
        Space.named(label), grid, index -> value.applyAsDouble(grid.toLps(index)));
  }

  private static double errorMm(ToDoubleFunction<LpsPoint> shown, Stage stage, AffineMap truth) {
    try (Volume fixed = image("fixed", FIXED_GRID, TISSUE);
        Volume moving = image("moving", MOVING_GRID, shown);
        RegistrationResult result = register(fixed, moving, stage, 2)) {
      return AnalyticHead.meanErrorMm(result.transform()::toMoving, truth::apply);
    }
  }

  private static Stage blocks(Freedom freedom) {
    return new BlockStage(
        freedom, List.of(new BlockStage.Level(6, 5), new BlockStage.Level(3, 5)), 0.5, 0.5);
  }

  private static Stage information() {
    return new LinearStage(
        Freedom.RIGID,
        new Similarity.MutualInformation(32),
        List.of(new LinearLevel(6, 12_000, 30), new LinearLevel(3, 40_000, 25)));
  }

  private static RegistrationResult register(
      Volume fixed, Volume moving, Stage stage, int threads) {
    RegistrationPlan plan = Registrations.plan(new IntensityRange.Percentiles(0.1, 99.9), stage);
    return Registrations.run(fixed, moving, plan, new Initialisation.Header(), threads);
  }
}
