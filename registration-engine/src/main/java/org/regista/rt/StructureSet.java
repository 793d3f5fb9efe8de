package org.regista.rt;

import java.util.List;
import org.regista.geometry.Space;
import org.regista.transform.Transform;

/**
 * Regions drawn on one series.
 *
 * @param label what a person calls the set
 */
public record StructureSet(Space space, String label, List<Structure> structures) {

  public StructureSet {
    structures = List.copyOf(structures);
  }

  /**
   * Every point taken along {@code map}, from its fixed to its moving side; contours of the moving
   * image come to the fixed one by the inverse of the registration.
   *
   * @param map starts in the space of this set
   */
  public StructureSet through(Transform map) {
    if (!map.fixed().equals(space)) {
      throw new IllegalArgumentException(
          "the contours lie in '%s' but the transform starts in '%s'; was it inverted?"
              .formatted(space.label(), map.fixed().label()));
    }
    return new StructureSet(
        map.moving(), label, structures.stream().map(s -> s.through(map)).toList());
  }
}
