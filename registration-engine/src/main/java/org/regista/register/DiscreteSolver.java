package org.regista.register;

import org.regista.geometry.AffineMap;
import org.regista.register.discrete.DiscreteSearch;
import org.regista.register.plan.DiscreteStage;
import org.regista.transform.DisplacementField;

/** Carries out a {@link DiscreteStage}. */
final class DiscreteSolver {

  private DiscreteSolver() {}

  /** The displacement found, on a grid of its own; the caller closes it. */
  static DisplacementField solve(
      DiscreteStage stage, ImagePair images, AffineMap fixedToMoving, Monitor monitor) {
    try (ImagePair.Level pair = images.at(stage.spacingMm())) {
      DiscreteSearch search =
          new DiscreteSearch(
              stage,
              pair.fixed(),
              pair.moving(),
              images.fixedMask(),
              fixedToMoving,
              images.threads());
      int levels = stage.levels().size();
      for (int n = 0; n < levels; n++) {
        monitor.iterated(stage.label(), n, 0, 0, (double) n / levels);
        search.search(stage.levels().get(n));
      }
      return search.field();
    }
  }
}
