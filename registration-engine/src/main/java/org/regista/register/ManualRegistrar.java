package org.regista.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.Space;
import org.regista.register.RegistrationRequest.PointPair;
import org.regista.register.landmarks.ThinPlateSpline;
import org.regista.transform.AffineTransform;
import org.regista.transform.DisplacementField;
import org.scijava.plugin.Plugin;

/**
 * What a person placed, as a result: the start as it is, or a thin-plate spline through landmarks.
 * No image is compared, so the result always asks for a review.
 */
@Plugin(type = Registrar.class, name = "manual")
public final class ManualRegistrar implements Registrar {

  @Override
  public String name() {
    return "manual";
  }

  @Override
  public RegistrationResult register(RegistrationRequest request, Monitor monitor) {
    List<PointPair> landmarks = request.extras().landmarks();
    if (!request.extras().engineFiles().isEmpty()) {
      throw new InputDataException(
          "the engine 'manual' takes no parameter files of another engine; use --engine elastix");
    }
    if (landmarks.isEmpty() && request.initialisation() instanceof Initialisation.Search) {
      throw new InputDataException(
          "the engine 'manual' needs something that a person made: a transform (--init FILE), or landmarks (--fixed-landmarks, --moving-landmarks)");
    }
    try (Preparation preparation = new Preparation(asPlaced(request, landmarks))) {
      Stopwatch watch = new Stopwatch();
      AffineMap start = preparation.start(monitor);
      Made made = landmarks.isEmpty() ? Made.linear(start) : bent(request, start);
      monitor.placed(made.linear());
      monitor.iterated(made.stage(), 0, 0, 0, 1);
      RegistrationResult.Signals signals = preparation.signals(made.linear(), monitor);
      List<String> warnings = new ArrayList<>(preparation.warnings(signals, made.linear()));
      warnings.addFirst(
          landmarks.isEmpty()
              ? "placed by hand; no images were compared"
              : "made of %d landmarks alone; no images were compared".formatted(landmarks.size()));
      return new RegistrationResult(
          new AffineTransform(request.fixed().space(), request.moving().space(), made.linear()),
          made.displacement(),
          made.inverse(),
          request.plan(),
          name(),
          request.backend().device(request.threads()),
          monitor.trace(),
          List.of(new RegistrationResult.StageTiming(made.stage(), watch.seconds())),
          warnings,
          signals);
    }
  }

  private record Made(
      String stage,
      AffineMap linear,
      Optional<DisplacementField> displacement,
      Optional<DisplacementField> inverse) {

    static Made linear(AffineMap map) {
      return new Made("hand", map, Optional.empty(), Optional.empty());
    }
  }

  /** With landmarks, the rigid map that fits them best is what the spline bends. */
  private static RegistrationRequest asPlaced(
      RegistrationRequest request, List<PointPair> landmarks) {
    return landmarks.isEmpty()
        ? request
        : new RegistrationRequest(
            request.fixed(),
            request.moving(),
            request.fixedMask(),
            request.movingMask(),
            new Initialisation.Landmarks(),
            request.plan(),
            request.backend(),
            request.threads(),
            request.extras());
  }

  /** The affine part of the spline goes to the linear map, so that the field fades outwards. */
  private static Made bent(RegistrationRequest request, AffineMap rigid) {
    ThinPlateSpline spline = LandmarkBending.spline(request, rigid);
    ThinPlateSpline bending = spline.bending();
    GridGeometry grid = request.fixed().grid();
    Space space = request.fixed().space();
    return new Made(
        "thin-plate spline",
        spline.affine().andThen(rigid),
        Optional.of(bending.on(grid, space, request.threads())),
        Optional.of(bending.inverseOn(grid, space, request.threads())));
  }
}
