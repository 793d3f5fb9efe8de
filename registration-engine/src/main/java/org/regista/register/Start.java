package org.regista.register;

import java.util.Optional;
import org.regista.geometry.AffineMap;
import org.regista.preprocess.Foreground;

/**
 * Where a registration starts.
 *
 * @param fixedToMoving LPS mm
 * @param warning a sentence if the start is doubtful
 */
record Start(AffineMap fixedToMoving, Optional<String> warning) {

  static Start find(RegistrationRequest request, ImagePair images, Monitor monitor) {
    return switch (request.initialisation()) {
      case Initialisation.Header header -> new Start(AffineMap.IDENTITY, Optional.empty());
      case Initialisation.CentreOfMass mass -> new Start(centresMatched(images), Optional.empty());
      case Initialisation.Given given -> new Start(given.start().fixedToMoving(), Optional.empty());
      case Initialisation.Search search -> searched(request, images, monitor);
    };
  }

  private static AffineMap centresMatched(ImagePair images) {
    return AffineMap.translation(
        Foreground.centre(images.moving(), images.movingMask())
            .minus(Foreground.centre(images.fixed(), images.fixedMask())));
  }

  private static Start searched(RegistrationRequest request, ImagePair images, Monitor monitor) {
    MultiStart.Outcome found = new MultiStart(request.backend(), images, monitor).search();
    return new Start(
        found.fixedToMoving(),
        found.ambiguous()
            ? Optional.of(
                "two different alignments fit almost equally well; check the result, or give a start")
            : Optional.empty());
  }
}
