package org.regista.register;

import org.regista.geometry.AffineMap;

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
}
