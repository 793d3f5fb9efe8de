package org.regista.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.regista.compute.Similarity;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.register.discrete.DiscreteSearch;
import org.regista.register.plan.DiffeomorphicLevel;
import org.regista.register.plan.DiffeomorphicStage;
import org.regista.register.plan.DiscreteLevel;
import org.regista.register.plan.DiscreteStage;
import org.regista.register.plan.IntensityRange;
import org.regista.register.plan.RegistrationPlan;
import org.regista.register.plan.Stage;
import org.regista.resample.Phantom;
import org.regista.transform.DisplacementField;

/** Motion of more than the structures' size, where a descent stops at the wrong structure. */
class LargeMotionTest {

  /** Waves per mm along x, y, z, and a phase: a texture of 18 to 40 mm wavelength everywhere. */
  private static final double[][] WAVES = waves();

  private static final GridGeometry FIXED =
      AnalyticHead.grid(new GridSize(46, 50, 30), new LpsVector(4, 4, 6), 0.1, -0.2, 0.3);
  private static final GridGeometry MOVING =
      AnalyticHead.grid(new GridSize(50, 52, 44), new LpsVector(4, 4, 4), -0.2, 0.1, 0.2);

  /** Up to 21 mm: a descent is caught by the next wave. */
  private static final AnalyticHead.Placement BEND =
      p ->
          p.plus(
              new LpsVector(
                  12 * Math.sin(p.y() / 45), 12 * Math.cos(p.z() / 42), 12 * Math.sin(p.x() / 44)));

  private static final DiscreteStage SEARCH =
      new DiscreteStage(new Similarity.Mind(1, 2), 4, List.of(new DiscreteLevel(4, 1, 6)));

  /** Short, from fine to fine: with more steps or coarser levels it would need no help. */
  private static final DiffeomorphicStage DESCENT =
      new DiffeomorphicStage(
          new Similarity.LocalCorrelation(2),
          List.of(new DiffeomorphicLevel(1, 12, 1, 1, 1)),
          2,
          0.7,
          0.5,
          0.05,
          DiffeomorphicStage.Voxels.CUBIC);

  private static double[][] waves() {
    SplittableRandom random = new SplittableRandom(23);
    double[][] waves = new double[40][];
    for (int n = 0; n < waves.length; n++) {
      double[] k = random.doubles(3, -1, 1).toArray();
      double length = Math.sqrt(k[0] * k[0] + k[1] * k[1] + k[2] * k[2]);
      double scale = 2 * Math.PI / (length * random.nextDouble(18, 40));
      double phase = random.nextDouble(2 * Math.PI);
      waves[n] = new double[] {k[0] * scale, k[1] * scale, k[2] * scale, phase};
    }
    return waves;
  }

  private static double texture(LpsPoint p) {
    double sum = 0;
    for (double[] w : WAVES) {
      sum += Math.cos(w[0] * p.x() + w[1] * p.y() + w[2] * p.z() + w[3]);
    }
    return sum;
  }

  private static Volume fixed(AnalyticHead.Contrast contrast) {
    return image("fixed", FIXED, p -> contrast.of(texture(BEND.inObject(p))));
  }

  private static Volume moving() {
    return image("moving", MOVING, LargeMotionTest::texture);
  }

  private static Volume image(String label, GridGeometry grid, ToDoubleFunction<LpsPoint> value) {
    return Phantom.byIndex(
        Space.named(label), grid, index -> value.applyAsDouble(grid.toLps(index)));
  }

  private static DisplacementField search(Volume fixed, Volume moving, int threads) {
    DiscreteSearch search =
        new DiscreteSearch(SEARCH, fixed, moving, Optional.empty(), AffineMap.IDENTITY, threads);
    SEARCH.levels().forEach(search::search);
    return search.field();
  }

  @Test
  void searchFindsItAcrossContrasts() {
    try (Volume fixed = fixed(v -> 40 - 2 * v);
        Volume moving = moving();
        DisplacementField found = search(fixed, moving, 2)) {
      double before = AnalyticHead.meanErrorMm(p -> p, BEND);
      double after = AnalyticHead.meanErrorMm(found::toMoving, BEND);
      assertThat(before).isGreaterThan(12);
      // less than one voxel
      assertThat(after).isLessThan(4);
    }
  }

  @Test
  void fineDescentFindsItAfterTheSearchOnly() {
    try (Volume fixed = fixed(v -> 2 * v + 10);
        Volume moving = moving();
        RegistrationResult alone = register(fixed, moving, DESCENT);
        RegistrationResult both = register(fixed, moving, SEARCH, DESCENT)) {
      double withSearch = AnalyticHead.meanErrorMm(both.transform()::toMoving, BEND);
      assertThat(AnalyticHead.meanErrorMm(alone.transform()::toMoving, BEND)).isGreaterThan(5);
      assertThat(withSearch).isLessThan(2);
    }
  }

  @Test
  void searchIsTheSameForAnyNumberOfThreads() {
    try (Volume fixed = fixed(v -> v);
        Volume moving = moving();
        DisplacementField one = search(fixed, moving, 1);
        DisplacementField three = search(fixed, moving, 3)) {
      assertThat(floats(three.displacementsMm())).isEqualTo(floats(one.displacementsMm()));
    }
  }

  private static float[] floats(NativeBuffer buffer) {
    float[] values = new float[(int) buffer.length()];
    buffer.read(0, values, values.length);
    return values;
  }

  @Test
  void searchAloneIsNoRegistration() {
    assertThatThrownBy(() -> plan(SEARCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("right after it");
  }

  private static RegistrationPlan plan(Stage... stages) {
    return Registrations.plan(new IntensityRange.Percentiles(0, 100), stages);
  }

  private static RegistrationResult register(Volume fixed, Volume moving, Stage... stages) {
    return Registrations.run(fixed, moving, plan(stages), new Initialisation.Header(), 2);
  }
}
