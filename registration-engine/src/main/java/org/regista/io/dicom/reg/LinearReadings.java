package org.regista.io.dicom.reg;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.transform.AffineTransform;

/** The pull-backs that a Spatial Registration may mean between two series. */
final class LinearReadings {

  /** A direction that brings less than half as much together as the other one is suspect. */
  private static final double SUSPECT_RATIO = 0.5;

  private static final double WORTH_COMPARING = 0.25;

  private final RegisteredSide fixed;
  private final RegisteredSide moving;
  private final List<Interpretation> all = new ArrayList<>();

  LinearReadings(RegisteredSide fixed, RegisteredSide moving) {
    this.fixed = fixed;
    this.moving = moving;
  }

  /** Adds a pull-back, and its inverse if the images lie together by that one only. */
  void add(AffineMap fixedToMoving, String ofFixed, String ofMoving) {
    AffineTransform asStated = new AffineTransform(fixed.space(), moving.space(), fixedToMoving);
    String words = (ofFixed + " " + ofMoving).strip();
    String standard = words.isEmpty() ? "as the standard says" : words;
    Optional<String> suspicion = suspicion(asStated);
    all.add(
        new Interpretation(
            suspicion.map(s -> standard + ", " + s).orElse(standard), asStated, Optional.empty()));
    if (suspicion.isPresent()) {
      all.add(
          new Interpretation(
              "as its inverse, in case it was written backwards",
              new AffineTransform(fixed.space(), moving.space(), fixedToMoving.inverse()),
              Optional.empty()));
    }
  }

  private Optional<String> suspicion(AffineTransform asStated) {
    if (fixed.grid().isEmpty() || moving.grid().isEmpty()) {
      return Optional.empty();
    }
    GridGeometry f = fixed.grid().orElseThrow();
    GridGeometry m = moving.grid().orElseThrow();
    double stated = RegistrationLint.overlap(asStated, f, m);
    AffineTransform backwards =
        new AffineTransform(fixed.space(), moving.space(), asStated.fixedToMoving().inverse());
    double inverse = RegistrationLint.overlap(backwards, f, m);
    return inverse > WORTH_COMPARING && stated < SUSPECT_RATIO * inverse
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "which brings %.0f %% of the fixed image together with the moving one, its inverse %.0f %%",
                100 * stated,
                100 * inverse))
        : Optional.empty();
  }

  List<Interpretation> all() {
    return List.copyOf(all);
  }
}
