package org.regista.register;

import java.util.Optional;
import org.regista.compute.ComputeBackend;
import org.regista.compute.Similarity;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;

/** How much of the fixed image the moving one covers, and what follows. */
final class OverlapCheck {

  private static final double REFUSED_BELOW = 0.05;
  private static final double DOUBTFUL_BELOW = 0.25;
  private static final double SPACING_MM = 8;
  private static final int SAMPLES = 4000;

  private OverlapCheck() {}

  /**
   * @throws InputDataException if a registration from here would be a guess
   */
  static void require(ComputeBackend backend, ImagePair images, AffineMap fixedToMoving) {
    double overlap = overlap(backend, images, fixedToMoving);
    if (overlap < REFUSED_BELOW) {
      throw new InputDataException(
          "%s; are they of the same region? Start with --init search or mass, or give a start transform"
              .formatted(sentence(images, overlap)));
    }
  }

  /** A sentence if the overlap is small. */
  static Optional<String> warn(ComputeBackend backend, ImagePair images, AffineMap fixedToMoving) {
    double overlap = overlap(backend, images, fixedToMoving);
    return overlap < DOUBTFUL_BELOW
        ? Optional.of(sentence(images, overlap) + "; check the result with care")
        : Optional.empty();
  }

  private static String sentence(ImagePair images, double overlap) {
    return "'%s' and '%s' share only %.0f %% of the fixed image"
        .formatted(images.fixed().space().label(), images.moving().space().label(), 100 * overlap);
  }

  private static double overlap(ComputeBackend backend, ImagePair images, AffineMap fixedToMoving) {
    try (ImagePair.Level level = images.at(SPACING_MM);
        LinearObjective objective =
            SampledObjective.open(backend, images, level, new Similarity.MeanSquares(), SAMPLES)) {
      return objective.evaluate(objective.centred(fixedToMoving)).overlap();
    }
  }
}
