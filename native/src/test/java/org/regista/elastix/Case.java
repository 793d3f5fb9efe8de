package org.regista.elastix;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.regista.compute.reference.ReferenceBackend;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.image.Mask;
import org.regista.image.Volume;
import org.regista.register.AnalyticHead;
import org.regista.register.Initialisation;
import org.regista.register.RegistrationRequest;
import org.regista.register.RegistrationRequest.EngineFile;
import org.regista.register.RegistrationRequest.Extras;
import org.regista.register.plan.IntensityRange;
import org.regista.register.plan.PlanFiles;
import org.regista.register.plan.RegistrationPlan;

/** A small head on an oblique, anisotropic grid, and the same one moved, on another. */
final class Case implements AutoCloseable {

  /** Fixed to moving: 6 degrees about z, and a shift. */
  static final AffineMap MOTION =
      new AffineMap(
          Math.cos(0.1), -Math.sin(0.1), 0, 6, Math.sin(0.1), Math.cos(0.1), 0, -5, 0, 0, 1, 4);

  private static final GridGeometry FIXED_GRID =
      new GridGeometry(
          new GridSize(40, 44, 26),
          AffineMap.scaling(4.5, 4.5, 6)
              .andThen(new AffineMap(1, 0, 0, 0, 0, 0.96, -0.28, 0, 0, 0.28, 0.96, 0))
              .andThen(AffineMap.translation(new LpsVector(-88, -66, -100))));

  private static final GridGeometry MOVING_GRID =
      GridGeometry.axisAligned(
          new GridSize(46, 48, 40), new LpsVector(4.5, 4.5, 4.5), new LpsPoint(-96, -112, -86));

  final Volume fixed = head(FIXED_GRID, AffineMap.IDENTITY);
  final Volume moving = head(MOVING_GRID, MOTION.inverse());

  private static Volume head(GridGeometry grid, AffineMap toObject) {
    return new AnalyticHead(4).image(grid.toString(), grid, toObject::apply, value -> value);
  }

  /** A rigid registration by a preset, from the headers. */
  RegistrationRequest rigid(int threads) {
    RegistrationPlan generic = PlanFiles.preset("generic");
    RegistrationPlan plan =
        new RegistrationPlan(
            "test",
            1,
            "a test",
            new IntensityRange.Percentiles(0, 100),
            new IntensityRange.Percentiles(0, 100),
            1,
            generic.stages().subList(0, 1));
    return request(plan, Optional.empty(), Optional.empty(), Extras.NONE, threads);
  }

  RegistrationRequest withFiles(EngineFile... files) {
    return with(new Extras(List.of(), List.of(files)), Optional.empty(), Optional.empty());
  }

  RegistrationRequest with(Extras extras, Optional<Mask> fixedMask, Optional<Mask> movingMask) {
    return request(PlanFiles.preset("generic"), fixedMask, movingMask, extras, 2);
  }

  private RegistrationRequest request(
      RegistrationPlan plan,
      Optional<Mask> fixedMask,
      Optional<Mask> movingMask,
      Extras extras,
      int threads) {
    return new RegistrationRequest(
        fixed,
        moving,
        fixedMask,
        movingMask,
        new Initialisation.Header(),
        plan,
        new ReferenceBackend(),
        threads,
        extras);
  }

  /** How far a map is from the truth, mm, over the head. */
  static double errorMm(UnaryOperator<LpsPoint> map) {
    double worst = 0;
    for (int n = 0; n < 8; n++) {
      LpsPoint p = new LpsPoint((n & 1) * 80 - 40, (n >> 1 & 1) * 80 - 40, (n >> 2 & 1) * 60 - 30);
      worst = Math.max(worst, map.apply(p).distanceMm(MOTION.apply(p)));
    }
    return worst;
  }

  @Override
  public void close() {
    fixed.close();
    moving.close();
  }
}
