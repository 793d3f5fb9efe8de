package org.regista.quality;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.regista.geometry.Space;
import org.regista.image.Mask;
import org.regista.image.Volume;
import org.regista.quality.Places.Place;
import org.regista.transform.AffineTransform;
import org.regista.transform.DisplacementField;

/**
 * Judges a registration by the original images and the transforms alone. All numbers come from the
 * same places for the same fixed image, so two results can be compared.
 */
public final class QualityEvaluator {

  private final int threads;
  private final double usualBeyondThreefold;

  /**
   * @param usualBeyondThreefold share of the foreground, 0 to 1, that may change its volume more
   *     than threefold before a review is asked for
   */
  public QualityEvaluator(int threads, double usualBeyondThreefold) {
    this.threads = threads;
    this.usualBeyondThreefold = usualBeyondThreefold;
  }

  /**
   * Borrows everything.
   *
   * @param fixedMask where the registration matters; without one, the bright part of {@code fixed}
   *     and what it encloses
   * @param warnings of the registration, each of which asks for a review
   */
  public QualityReport evaluate(
      Volume fixed,
      Volume moving,
      Optional<Mask> fixedMask,
      Alignment alignment,
      List<String> warnings) {
    requireSame("fixed image", fixed.space(), alignment.forward().fixed());
    requireSame("moving image", moving.space(), alignment.forward().moving());
    fixedMask.ifPresent(mask -> requireSame("fixed mask", mask.space(), fixed.space()));
    Places places = Places.of(fixed, fixedMask);
    AffineTransform byHeader = AffineTransform.identity(fixed.space(), moving.space());
    Agreement before = Agreement.of(places, moving, byHeader);
    Agreement after = Agreement.of(places, moving, alignment.forward());
    LinearPart linear = LinearPart.of(alignment.linear().fixedToMoving(), fixed.grid().centre());
    InverseConsistency consistency =
        InverseConsistency.of(alignment, places.foreground(), fixed.grid());
    @Nullable Spread displacement =
        alignment.displacement().map(u -> lengths(u, places.foreground())).orElse(null);
    @Nullable JacobianSummary jacobian =
        alignment
            .displacement()
            .map(u -> JacobianSummary.of(u, places.foreground(), threads))
            .orElse(null);
    Judgement judgement = new Judgement(usualBeyondThreefold);
    judgement.images(before, after);
    judgement.transforms(linear, jacobian, consistency);
    judgement.warnings(warnings);
    return new QualityReport(
        judgement.verdict(),
        judgement.reasons(),
        before,
        after,
        linear,
        displacement,
        jacobian,
        consistency);
  }

  private static void requireSame(String what, Space space, Space expected) {
    if (!space.equals(expected)) {
      throw new IllegalArgumentException(
          "the %s is '%s', the registration speaks of '%s'; were the images swapped?"
              .formatted(what, space.label(), expected.label()));
    }
  }

  private static Spread lengths(DisplacementField u, List<Place> foreground) {
    return Spread.of(
        foreground.stream()
            .mapToDouble(place -> u.displacementAt(place.at()).lengthMm())
            .filter(Double::isFinite)
            .toArray());
  }
}
