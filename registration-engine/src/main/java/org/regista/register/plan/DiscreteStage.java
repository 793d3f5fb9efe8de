package org.regista.register.plan;

import java.util.List;
import org.regista.compute.Similarity;

/**
 * A start for a diffeomorphic stage by search instead of descent, for motion of more than the
 * structures' size; wide and coarse first.
 *
 * @param spacingMm of the voxels that are compared
 */
public record DiscreteStage(
    Similarity.Mind similarity, double spacingMm, List<DiscreteLevel> levels) implements Stage {

  public DiscreteStage {
    levels = List.copyOf(levels);
    if (levels.isEmpty() || !(spacingMm > 0)) {
      throw new IllegalArgumentException(
          "a discrete stage of %d levels at %g mm".formatted(levels.size(), spacingMm));
    }
  }

  @Override
  public String label() {
    return "discrete";
  }
}
