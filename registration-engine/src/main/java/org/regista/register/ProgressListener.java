package org.regista.register;

import org.regista.geometry.AffineMap;
import org.regista.transform.DisplacementField;

/** Told of every iteration, on the thread that computes; must return quickly and not throw. */
@FunctionalInterface
public interface ProgressListener {

  void progressed(Progress progress);

  /**
   * Told of the linear map wherever a level or the search for a start has left it, for those who
   * watch.
   *
   * @param fixedToMoving LPS mm, without any deformation
   */
  default void placed(AffineMap fixedToMoving) {}

  /**
   * Told of the linear map on its way, after each iteration of a level.
   *
   * @param fixedToMoving LPS mm
   */
  default void passing(AffineMap fixedToMoving) {}

  /**
   * Told of the deformation wherever a level but the last has left it.
   *
   * @param displacement before the linear map; borrowed during the call
   * @param fixedToMoving the linear map, LPS mm
   */
  default void bent(DisplacementField displacement, AffineMap fixedToMoving) {}
}
