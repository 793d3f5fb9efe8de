package org.regista.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.preprocess.Pyramid;
import org.regista.register.plan.BlockStage;
import org.regista.register.plan.DiffeomorphicStage;
import org.regista.register.plan.DiscreteStage;
import org.regista.register.plan.LinearStage;
import org.regista.register.plan.Stage;
import org.regista.transform.AffineTransform;
import org.regista.transform.DisplacementField;
import org.scijava.plugin.Plugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our own engine: initialisation, then the stages of the plan, each coarse to fine. */
@Plugin(type = Registrar.class, name = "native")
public final class StagedRegistrar implements Registrar {

  @Override
  public String name() {
    return "native";
  }

  @Override
  public RegistrationResult register(RegistrationRequest request, Monitor monitor) {
    request.extras().requireStartOnly(name(), request.initialisation());
    try (Preparation preparation = new Preparation(request)) {
      return new Run(request, preparation, monitor).result();
    }
  }

  /** One registration: what it has found so far. */
  private static final class Run {
    private static final Logger LOG = LoggerFactory.getLogger(StagedRegistrar.class);

    private static final String ENDED_EARLY =
        "ended early by hand in the stage '%s'; left alone it would have gone on, and when it was ended cannot be repeated exactly";

    /** Fine enough for a spline that only starts what follows. */
    private static final double LANDMARK_GRID_MM = 4;

    private static final int FEWEST_VOXELS = 16;

    private final RegistrationRequest request;
    private final Preparation preparation;
    private final ImagePair images;
    private final Monitor monitor;
    private final List<RegistrationResult.StageTiming> timings = new ArrayList<>();
    private AffineMap fixedToMoving = AffineMap.IDENTITY;
    private Optional<DisplacementField> found = Optional.empty();
    private Optional<DiffeomorphicSolver.Fields> fields = Optional.empty();

    Run(RegistrationRequest request, Preparation preparation, Monitor monitor) {
      this.request = request;
      this.preparation = preparation;
      this.images = preparation.images();
      this.monitor = monitor;
    }

    RegistrationResult result() {
      String forecast = DeviceMemoryRule.forecast(request.backend(), images, request.plan());
      Shares shares = new Shares(request.plan().stages());
      monitor.enterStage(0, shares.endOfInit());
      timed("init", this::initialise);
      for (int n = 0; n < request.plan().stages().size() && (n == 0 || goesOn()); n++) {
        Stage stage = request.plan().stages().get(n);
        monitor.enterStage(shares.start(n), shares.end(n));
        timed(stage.label(), () -> carryOut(stage));
      }
      RegistrationResult.Signals signals = preparation.signals(fixedToMoving, monitor);
      List<String> warnings = new ArrayList<>(preparation.warnings(signals, fixedToMoving));
      warnings.addAll(monitor.notes());
      if (monitor.endsEarly()) {
        warnings.addFirst(ENDED_EARLY.formatted(timings.getLast().stage()));
      }
      return new RegistrationResult(
          new AffineTransform(request.fixed().space(), request.moving().space(), fixedToMoving),
          fields.map(DiffeomorphicSolver.Fields::displacement),
          fields.map(DiffeomorphicSolver.Fields::inverse),
          request.plan(),
          "native",
          request.backend().device(request.threads()) + forecast,
          monitor.trace(),
          timings,
          warnings,
          signals);
    }

    /** A field that the search found is still to be made free of folds, and inverted. */
    private boolean goesOn() {
      return !monitor.endsEarly() || found.isPresent();
    }

    private void timed(String label, Runnable work) {
      Stopwatch watch = new Stopwatch();
      work.run();
      timings.add(new RegistrationResult.StageTiming(label, watch.seconds()));
      LOG.info("{}: {}", label, watch);
    }

    private void initialise() {
      fixedToMoving = preparation.start(monitor);
      monitor.placed(fixedToMoving);
    }

    private void carryOut(Stage stage) {
      switch (stage) {
        case LinearStage linear ->
            fixedToMoving =
                new LinearSolver(request.backend(), images, monitor).solve(linear, fixedToMoving);
        case BlockStage blocks ->
            fixedToMoving = new BlockSolver(images, monitor).solve(blocks, fixedToMoving);
        case DiscreteStage discrete ->
            found = Optional.of(DiscreteSolver.solve(discrete, images, fixedToMoving, monitor));
        case DiffeomorphicStage diffeomorphic -> bend(diffeomorphic);
      }
    }

    /** What the linear stages left of the landmarks, if they tell more than a rigid map. */
    private Optional<DisplacementField> bentByLandmarks() {
      boolean bent =
          request.initialisation() instanceof Initialisation.Landmarks
              && LandmarkBending.canBend(request);
      if (!bent) {
        return Optional.empty();
      }
      GridGeometry grid = Pyramid.gridAt(request.fixed().grid(), LANDMARK_GRID_MM, FEWEST_VOXELS);
      return Optional.of(
          LandmarkBending.spline(request, fixedToMoving)
              .on(grid, request.fixed().space(), request.threads()));
    }

    /** Hands what the search found over to the solver, which closes it. */
    private void bend(DiffeomorphicStage stage) {
      Optional<DisplacementField> start = found.or(this::bentByLandmarks);
      found = Optional.empty();
      fields =
          Optional.of(
              new DiffeomorphicSolver(request.backend(), images, fixedToMoving, monitor)
                  .solve(stage, start));
    }
  }
}
