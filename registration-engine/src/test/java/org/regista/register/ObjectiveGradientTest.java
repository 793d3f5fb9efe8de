package org.regista.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.regista.compute.Similarity;
import org.regista.compute.reference.ReferenceBackend;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsVector;
import org.regista.image.Mask;
import org.regista.image.Volume;
import org.regista.preprocess.Foreground;
import org.regista.register.plan.IntensityRange;
import org.regista.register.plan.LinearLevel;
import org.regista.register.plan.LinearStage;
import org.regista.register.plan.LinearStage.Freedom;
import org.regista.register.plan.RegistrationPlan;

/** Derivatives of each similarity through the workspaces, against central differences. */
class ObjectiveGradientTest {

  private static final AnalyticHead HEAD = new AnalyticHead(11);
  private static final GridGeometry FIXED_GRID =
      AnalyticHead.grid(new GridSize(40, 44, 30), new LpsVector(4, 4.4, 5), 0.1, -0.2, 0.3);
  private static final GridGeometry MOVING_GRID =
      AnalyticHead.grid(new GridSize(60, 58, 50), new LpsVector(4, 4.5, 4.2), -0.3, 0.1, 0.2);
  private static final AffineMap POSE =
      Rotations.ofVector(0.05, 0.02, -0.04).andThen(AffineMap.translation(new LpsVector(3, -2, 4)));
  private static final LpsVector MM_4 = new LpsVector(4, 4, 4);
  private static final double STEP_MM = 0.05;

  private final List<Volume> opened = new ArrayList<>();

  @Test
  void sampledSimilarities() {
    for (Similarity similarity :
        List.of(
            new Similarity.MutualInformation(32),
            new Similarity.GlobalCorrelation(),
            new Similarity.MeanSquares())) {
      try (ImagePair images = images();
          ImagePair.Level level = images.at(0);
          LinearObjective objective =
              SampledObjective.open(new ReferenceBackend(), images, level, similarity, 20_000)) {
        check(objective, similarity.toString(), 0.03);
      }
    }
  }

  @Test
  void informationWhereTheMovingImageEndsWithinTheFixedOne() {
    GridGeometry shortGrid =
        AnalyticHead.grid(new GridSize(28, 40, 20), new LpsVector(4, 4.5, 4.2), -0.3, 0.1, 0.2);
    Similarity similarity = new Similarity.MutualInformation(32);
    for (boolean masked : new boolean[] {false, true}) {
      try (Volume moving = HEAD.image("moving", shortGrid, x -> x, v -> v);
          Mask mask = Mask.above(moving, 60);
          ImagePair images = images(moving, masked ? Optional.of(mask) : Optional.empty());
          ImagePair.Level level = images.at(0);
          LinearObjective objective =
              SampledObjective.open(new ReferenceBackend(), images, level, similarity, 40_000)) {
        double overlap = objective.evaluate(objective.centred(POSE)).overlap();
        assertThat(overlap).isBetween(0.05, 0.8);
        check(objective, "masked " + masked, 0.03);
      }
    }
  }

  @Test
  void localCorrelation() {
    Similarity similarity = new Similarity.LocalCorrelation(2);
    try (ImagePair images = images();
        ImagePair.Level level = images.standardisedAt(0);
        LinearObjective objective =
            DenseObjective.open(new ReferenceBackend(), images, level, similarity)) {
      check(objective, similarity.toString(), 0.1);
    }
  }

  @Test
  void localCorrelationCountsOnlyWhatTheMovingImageShows() {
    GridGeometry whole = AnalyticHead.grid(new GridSize(40, 44, 40), MM_4, 0, 0, 0);
    double ofWhole = alignedCorrelation(whole, whole);
    double ofHalf = alignedCorrelation(whole, lowerHalf(whole));

    assertThat(ofHalf / ofWhole).isCloseTo(patientShownBy(lowerHalf(whole), whole), within(0.03));
  }

  /** Counted voxel by voxel; the last plane of the moving grid is shown by half. */
  private static double patientShownBy(GridGeometry half, GridGeometry whole) {
    int last = half.size().nk() - 1;
    double shown = 0;
    double all = 0;
    try (Volume image = HEAD.image("fixed", whole, x -> x, v -> v)) {
      float air = Foreground.threshold(image);
      GridSize size = whole.size();
      for (int k = 0; k < size.nk(); k++) {
        for (int j = 0; j < size.nj(); j++) {
          for (int i = 0; i < size.ni(); i++) {
            double patient = image.at(i, j, k) > air ? 1 : 0;
            all += patient;
            shown += k < last ? patient : k == last ? patient / 2 : 0;
          }
        }
      }
    }
    return shown / all;
  }

  private static GridGeometry lowerHalf(GridGeometry grid) {
    GridSize size = grid.size();
    return new GridGeometry(new GridSize(size.ni(), size.nj(), size.nk() / 2), grid.indexToLps());
  }

  private static double alignedCorrelation(GridGeometry fixedGrid, GridGeometry movingGrid) {
    try (Volume fixed = HEAD.image("fixed", fixedGrid, x -> x, v -> v);
        Volume moving = HEAD.image("moving", movingGrid, x -> x, v -> v);
        ImagePair images = images(fixed, moving, Optional.empty());
        ImagePair.Level level = images.standardisedAt(0);
        LinearObjective objective =
            DenseObjective.open(
                new ReferenceBackend(), images, level, new Similarity.LocalCorrelation(1))) {
      return objective.evaluate(objective.centred(AffineMap.IDENTITY)).value();
    }
  }

  /**
   * @param tolerance relative to the length of the gradient
   */
  private static void check(LinearObjective objective, String what, double tolerance) {
    Motion motion = new Motion(Freedom.AFFINE, objective.centred(POSE), objective.radiusMm());
    double[] p = new double[12];
    double[] gradient = motion.gradient(p, objective.evaluate(motion.at(p)).derivative());
    double length = Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
    assertThat(length).isGreaterThan(1e-4);
    for (int n = 0; n < p.length; n++) {
      double numeric =
          (value(objective, motion, n, STEP_MM) - value(objective, motion, n, -STEP_MM))
              / (2 * STEP_MM);
      assertThat(gradient[n])
          .as("%s, parameter %d", what, n)
          .isCloseTo(numeric, within(tolerance * length));
    }
  }

  private static double value(LinearObjective objective, Motion motion, int n, double mm) {
    double[] p = new double[12];
    p[n] = mm;
    return objective.evaluate(motion.at(p)).value();
  }

  private ImagePair images() {
    return images(opened(HEAD.image("moving", MOVING_GRID, x -> x, v -> v)), Optional.empty());
  }

  private ImagePair images(Volume moving, Optional<Mask> movingMask) {
    return images(opened(HEAD.image("fixed", FIXED_GRID, x -> x, v -> v)), moving, movingMask);
  }

  private Volume opened(Volume volume) {
    opened.add(volume);
    return volume;
  }

  @AfterEach
  void close() {
    opened.forEach(Volume::close);
  }

  private static ImagePair images(Volume fixed, Volume moving, Optional<Mask> movingMask) {
    IntensityRange all = new IntensityRange.Percentiles(0, 100);
    RegistrationPlan plan =
        new RegistrationPlan(
            "test",
            1,
            "a test",
            all,
            all,
            1,
            List.of(
                new LinearStage(
                    Freedom.RIGID,
                    new Similarity.GlobalCorrelation(),
                    List.of(new LinearLevel(4, 1000, 1)))));
    return new ImagePair(
        new RegistrationRequest(
            fixed,
            moving,
            Optional.empty(),
            movingMask,
            new Initialisation.Header(),
            plan,
            new ReferenceBackend(),
            2));
  }
}
