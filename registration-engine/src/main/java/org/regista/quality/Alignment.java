package org.regista.quality;

import java.util.Optional;
import org.regista.geometry.Space;
import org.regista.transform.AffineTransform;
import org.regista.transform.DisplacementField;
import org.regista.transform.Transform;

/**
 * The transforms of one registration, borrowed.
 *
 * @param linear the linear part of {@code forward}
 * @param displacement the field that comes before it, on a grid in the fixed space; empty for a
 *     linear registration
 * @param forward fixed to moving, the pull-back
 * @param inverse moving to fixed
 */
public record Alignment(
    AffineTransform linear,
    Optional<DisplacementField> displacement,
    Transform forward,
    Transform inverse) {

  public Alignment {
    requireSame("forward and inverse", forward.moving(), inverse.fixed());
    requireSame("inverse and forward", inverse.moving(), forward.fixed());
    requireSame("forward and linear", forward.moving(), linear.moving());
  }

  private static void requireSame(String which, Space a, Space b) {
    if (!a.equals(b)) {
      throw new IllegalArgumentException(
          "%s do not meet: '%s' is not '%s'; was one of them inverted?"
              .formatted(which, a.label(), b.label()));
    }
  }
}
