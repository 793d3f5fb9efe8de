package org.regista.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.regista.compute.Similarity;
import org.regista.compute.reference.ReferenceBackend;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.image.IntensityUnit;
import org.regista.image.Mask;
import org.regista.image.Volume;
import org.regista.register.plan.DiffeomorphicLevel;
import org.regista.register.plan.DiffeomorphicStage;
import org.regista.register.plan.IntensityRange;
import org.regista.register.plan.LinearLevel;
import org.regista.register.plan.LinearStage;
import org.regista.register.plan.LinearStage.Freedom;
import org.regista.register.plan.RegistrationPlan;
import org.regista.register.plan.Stage;

class StagedRegistrarTest {

  private static final AnalyticHead HEAD = new AnalyticHead(11);
  private static final GridGeometry FIXED_GRID =
      AnalyticHead.grid(new GridSize(44, 50, 31), new LpsVector(4, 4, 5.5), 0.1, -0.2, 0.3);
  private static final GridGeometry MOVING_GRID =
      AnalyticHead.grid(new GridSize(50, 47, 40), new LpsVector(4, 4.5, 4), -0.3, 0.1, 0.2);
  private static final LpsVector SHIFT = new LpsVector(18, -22, 14);
  private static final AffineMap TRUE_RIGID =
      StartCandidates.turned(new LpsPoint(0, 0, 0), 0.2, -0.15, 0.3, SHIFT);

  /** The object is smooth and partly without features, so the voxel bounds what can be found. */
  private static final double QUARTER_VOXEL_MM = 1;

  private static final Similarity MI = new Similarity.MutualInformation(32);

  @Test
  void recoversALargeRigidMotionAcrossContrasts() {
    RegistrationPlan plan = plan(linear(Freedom.RIGID, MI));
    try (Volume fixed = fixed();
        Volume moving = moving(TRUE_RIGID, v -> 300 - 2 * v + v * v / 80);
        RegistrationResult result = register(fixed, moving, plan, new Initialisation.Search())) {
      assertThat(AnalyticHead.meanErrorMm(p -> p, TRUE_RIGID::apply)).isGreaterThan(25);
      assertThat(errorMm(result, TRUE_RIGID)).isLessThan(0.4);
      assertThat(result.warnings()).isEmpty();
      assertThat(result.trace()).extracting(Progress::stage).contains("init", "rigid");
    }
  }

  @Test
  void recoversAnAffineMapByEachSimilarity() {
    AffineMap stretched =
        AffineMap.scaling(1.06, 0.95, 1.03)
            .andThen(new AffineMap(1, 0.05, 0, 3, 0, 1, -0.04, -4, 0, 0, 1, 2));
    for (Similarity similarity :
        List.of(MI, new Similarity.GlobalCorrelation(), new Similarity.LocalCorrelation(2))) {
      RegistrationPlan plan = plan(linear(Freedom.AFFINE, similarity));
      try (Volume fixed = fixed();
          Volume moving = moving(stretched, v -> v);
          RegistrationResult result = register(fixed, moving, plan, new Initialisation.Header())) {
        assertThat(AnalyticHead.meanErrorMm(p -> p, stretched::apply)).isGreaterThan(4);
        assertThat(errorMm(result, stretched))
            .as(similarity.toString())
            .isLessThan(QUARTER_VOXEL_MM);
      }
    }
  }

  @Test
  void recoversASmoothDeformationAcrossContrastsByDescriptors() {
    AnalyticHead.Placement bend =
        p ->
            p.plus(
                new LpsVector(
                    7 * Math.sin(p.y() / 25), 6 * Math.cos(p.z() / 22), 5 * Math.sin(p.x() / 24)));
    Stage stage =
        new DiffeomorphicStage(
            new Similarity.Mind(1, 1),
            List.of(new DiffeomorphicLevel(2, 40, 1, 1, 1), new DiffeomorphicLevel(1, 30, 1, 1, 2)),
            1.5,
            0.7,
            0.5,
            0.05,
            DiffeomorphicStage.Voxels.AS_FIXED);
    try (Volume fixed = HEAD.image("fixed", FIXED_GRID, bend, v -> v);
        Volume moving = moving(AffineMap.IDENTITY, v -> 300 - 2 * v + v * v / 80);
        RegistrationResult result =
            register(fixed, moving, plan(stage), new Initialisation.Header())) {
      double before = AnalyticHead.meanErrorMm(p -> p, bend);
      double after = AnalyticHead.meanErrorMm(result.transform()::toMoving, bend);
      assertThat(before).isGreaterThan(6);
      assertThat(after).isLessThan(before / 3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void recoversASmoothDeformationWithoutFolds(int fieldShrink) {
    AnalyticHead.Placement bend =
        p ->
            p.plus(
                new LpsVector(
                    7 * Math.sin(p.y() / 25), 6 * Math.cos(p.z() / 22), 5 * Math.sin(p.x() / 24)));
    Stage stage =
        new DiffeomorphicStage(
            new Similarity.LocalCorrelation(2),
            List.of(
                new DiffeomorphicLevel(2, 40, 1, 1, 1),
                new DiffeomorphicLevel(1, 30, 1, fieldShrink, 2)),
            1.5,
            0.5,
            0.5,
            0.05,
            DiffeomorphicStage.Voxels.AS_FIXED);
    // moving shows at y what the object has where bend(x) = y; so fixed = bend of the object
    try (Volume fixed = HEAD.image("fixed", FIXED_GRID, bend, v -> v);
        Volume moving = moving(AffineMap.IDENTITY, v -> 2 * v + 10);
        RegistrationResult result =
            register(fixed, moving, plan(stage), new Initialisation.Header())) {
      double before = AnalyticHead.meanErrorMm(p -> p, bend);
      double after = AnalyticHead.meanErrorMm(result.transform()::toMoving, bend);
      double back =
          AnalyticHead.meanErrorMm(
              p -> result.inverse().toMoving(result.transform().toMoving(p)), p -> p);
      assertThat(before).isGreaterThan(6);
      assertThat(after).isLessThan(2 * QUARTER_VOXEL_MM);
      assertThat(back).isLessThan(QUARTER_VOXEL_MM / 5);
    }
  }

  @Test
  void masksLimitWhatIsCompared() {
    RegistrationPlan plan = plan(linear(Freedom.RIGID, MI));
    try (Volume fixed = fixed();
        Volume moving = moving(TRUE_RIGID, v -> v);
        Mask mask = Mask.above(fixed, 40);
        RegistrationResult result =
            new StagedRegistrar()
                .register(
                    new RegistrationRequest(
                        fixed,
                        moving,
                        Optional.of(mask),
                        Optional.empty(),
                        new Initialisation.Search(),
                        plan,
                        new ReferenceBackend(),
                        2),
                    Monitor.silent())) {
      assertThat(errorMm(result, TRUE_RIGID)).isLessThan(0.4);
    }
  }

  @Test
  void theSameForAnyNumberOfThreads() {
    RegistrationPlan plan = plan(linear(Freedom.RIGID, MI));
    List<AffineMap> found = new ArrayList<>();
    for (int threads = 1; threads <= 3; threads++) {
      try (Volume fixed = fixed();
          Volume moving = moving(TRUE_RIGID, v -> v);
          RegistrationResult result =
              Registrations.run(fixed, moving, plan, new Initialisation.Search(), threads)) {
        found.add(result.linear().fixedToMoving());
      }
    }
    assertThat(found).hasSize(3).containsOnly(found.getFirst());
  }

  @Test
  void refusesImagesThatDoNotMeet() {
    RegistrationPlan plan = plan(linear(Freedom.RIGID, MI));
    GridGeometry far =
        new GridGeometry(
            MOVING_GRID.size(),
            MOVING_GRID.indexToLps().andThen(AffineMap.translation(new LpsVector(900, 0, 0))));
    try (Volume fixed = fixed();
        Volume moving = HEAD.image("far", far, p -> p.plus(new LpsVector(-900, 0, 0)), v -> v)) {
      assertThatThrownBy(() -> register(fixed, moving, plan, new Initialisation.Header()))
          .isInstanceOf(InputDataException.class)
          .hasMessageContaining("share only 0 %")
          .hasMessageContaining("--init");
    }
  }

  @Test
  void refusesAConstantImage() {
    try (Volume fixed = fixed();
        Volume moving = Volume.zeros(Space.named("flat"), MOVING_GRID, IntensityUnit.ARBITRARY)) {
      assertThatThrownBy(
              () ->
                  register(
                      fixed, moving, plan(linear(Freedom.RIGID, MI)), new Initialisation.Search()))
          .isInstanceOf(InputDataException.class)
          .hasMessageContaining("'flat' is constant");
    }
  }

  @Test
  void endsWhenCancelled() {
    Cancellation cancellation = new Cancellation();
    Monitor monitor = new Monitor(progress -> cancellation.request(), cancellation);
    try (Volume fixed = fixed();
        Volume moving = moving(TRUE_RIGID, v -> v)) {
      RegistrationRequest request =
          new RegistrationRequest(
              fixed,
              moving,
              Optional.empty(),
              Optional.empty(),
              new Initialisation.Search(),
              plan(linear(Freedom.RIGID, MI)),
              new ReferenceBackend(),
              2);
      assertThatThrownBy(() -> new StagedRegistrar().register(request, monitor))
          .isInstanceOf(CancellationException.class);
    }
  }

  private static Volume fixed() {
    return HEAD.image("fixed", FIXED_GRID, p -> p, v -> v);
  }

  private static Volume moving(AffineMap fixedToMoving, AnalyticHead.Contrast contrast) {
    AffineMap inverse = fixedToMoving.inverse();
    return HEAD.image("moving", MOVING_GRID, inverse::apply, contrast);
  }

  private static double errorMm(RegistrationResult result, AffineMap truth) {
    return AnalyticHead.meanErrorMm(result.transform()::toMoving, truth::apply);
  }

  private static Stage linear(Freedom freedom, Similarity similarity) {
    return new LinearStage(
        freedom,
        similarity,
        List.of(new LinearLevel(8, 12_000, 30), new LinearLevel(4, 25_000, 25)));
  }

  private static RegistrationPlan plan(Stage stage) {
    return Registrations.plan(new IntensityRange.Percentiles(0.1, 99.9), stage);
  }

  private static RegistrationResult register(
      Volume fixed, Volume moving, RegistrationPlan plan, Initialisation initialisation) {
    return Registrations.run(fixed, moving, plan, initialisation, 2);
  }
}
