package org.regista.register;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.regista.geometry.AffineMap;
import org.regista.preprocess.Foreground;
import org.regista.register.blocks.LandmarkFit;

/**
 * Where a registration starts.
 *
 * @param fixedToMoving LPS mm
 * @param restarts how far the starts of a search agreed; null if nothing was searched
 */
record Start(AffineMap fixedToMoving, RegistrationResult.@Nullable Restarts restarts) {

  /** A second alignment is doubt if it fits so nearly as well. */
  private static final double DOUBTFUL_RATIO = 0.98;

  static Start find(RegistrationRequest request, ImagePair images, Monitor monitor) {
    return switch (request.initialisation()) {
      case Initialisation.Header header -> new Start(AffineMap.IDENTITY, null);
      case Initialisation.CentreOfMass mass -> new Start(centresMatched(images), null);
      case Initialisation.Given given -> new Start(given.start().fixedToMoving(), null);
      case Initialisation.Landmarks landmarks -> new Start(fitted(request), null);
      case Initialisation.Search search -> searched(request, images, monitor);
    };
  }

  private static AffineMap centresMatched(ImagePair images) {
    return AffineMap.translation(
        Foreground.centre(images.moving(), images.movingMask())
            .minus(Foreground.centre(images.fixed(), images.fixedMask())));
  }

  private static AffineMap fitted(RegistrationRequest request) {
    List<RegistrationRequest.PointPair> pairs = request.extras().landmarks();
    return LandmarkFit.rigid(
        pairs.stream().map(RegistrationRequest.PointPair::inFixed).toList(),
        pairs.stream().map(RegistrationRequest.PointPair::inMoving).toList());
  }

  private static Start searched(RegistrationRequest request, ImagePair images, Monitor monitor) {
    MultiStart.Outcome found = new MultiStart(request.backend(), images, monitor).search();
    return new Start(found.fixedToMoving(), found.restarts());
  }

  /** A sentence if the start is doubtful. */
  Optional<String> warning() {
    return Optional.ofNullable(restarts)
        .map(RegistrationResult.Restarts::runnerUp)
        .filter(second -> second.scoreRatio() > DOUBTFUL_RATIO)
        .map(
            second ->
                "another alignment, %.0f mm away, fits %.0f %% as well; check the result, or give a start"
                    .formatted(second.distanceMm(), 100 * second.scoreRatio()));
  }
}
