package org.regista.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.regista.compute.reference.ReferenceBackend;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.image.Volume;
import org.regista.register.plan.PlanFiles;
import org.regista.register.plan.RegistrationPlan;

/** Ended early, a registration still gives what it has, and says so. */
class EarlyEndTest {

  private static final AnalyticHead HEAD = new AnalyticHead(11);
  private static final GridGeometry GRID =
      AnalyticHead.grid(new GridSize(36, 40, 25), new LpsVector(5, 5, 7), 0.1, -0.2, 0.3);
  private static final AffineMap MOTION =
      StartCandidates.turned(new LpsPoint(0, 0, 0), 0.05, 0, 0.1, new LpsVector(6, -4, 3));

  private final List<AffineMap> places = new ArrayList<>();

  private RegistrationResult endedWhen(String stage, RegistrationPlan plan) {
    Cancellation cancellation = new Cancellation();
    ProgressListener listener =
        new ProgressListener() {
          @Override
          public void progressed(Progress progress) {
            if (progress.stage().equals(stage)) {
              cancellation.requestEarlyEnd();
            }
          }

          @Override
          public void placed(AffineMap fixedToMoving) {
            places.add(fixedToMoving);
          }
        };
    try (Volume fixed = HEAD.image("fixed", GRID, p -> p, v -> v);
        Volume moving = HEAD.image("moving", GRID, MOTION.inverse()::apply, v -> v)) {
      return new StagedRegistrar()
          .register(
              new RegistrationRequest(
                  fixed,
                  moving,
                  Optional.empty(),
                  Optional.empty(),
                  new Initialisation.Header(),
                  plan,
                  new ReferenceBackend(),
                  2),
              new Monitor(listener, cancellation));
    }
  }

  @Test
  void inTheFirstStageItIsTheCoarseMapAndNoLaterStageRuns() {
    RegistrationPlan plan = PlanFiles.preset("mri-followup");
    try (RegistrationResult result = endedWhen("rigid", plan)) {
      assertThat(result.displacement()).isEmpty();
      assertThat(result.trace()).extracting(Progress::stage).doesNotContain("affine", "diffeo");
      assertThat(result.trace()).extracting(Progress::level).containsOnly(0);
      assertThat(result.warnings()).anyMatch(w -> w.startsWith("ended early by hand in the stage"));
      assertThat(result.linear().fixedToMoving()).isEqualTo(places.getLast());
      assertThat(AnalyticHead.meanErrorMm(result.transform()::toMoving, MOTION::apply))
          .isLessThan(AnalyticHead.meanErrorMm(p -> p, MOTION::apply));
    }
  }

  @Test
  void inTheDeformationItIsAnInvertibleFieldAtOnce() {
    try (RegistrationResult result = endedWhen("diffeo", PlanFiles.preset("mri-followup"))) {
      assertThat(result.trace().stream().filter(p -> p.stage().equals("diffeo"))).hasSize(1);
      assertThat(result.displacement()).isPresent();
      assertThat(result.inverseDisplacement()).isPresent();
    }
  }
}
