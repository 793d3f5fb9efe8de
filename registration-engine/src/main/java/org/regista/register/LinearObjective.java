package org.regista.register;

import org.regista.compute.LinearEvaluation;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;

/** The similarity as a function of an affine map, at one resolution. */
interface LinearObjective extends AutoCloseable {

  /** Maps are given relative to this point of the fixed space. */
  LpsPoint centre();

  /** Root mean square distance of the fixed image from the centre, mm. */
  double radiusMm();

  /**
   * @param centredToMoving maps LPS mm relative to the centre to LPS mm of the moving space
   */
  LinearEvaluation evaluate(AffineMap centredToMoving);

  /** The map as {@link #evaluate} takes it. */
  default AffineMap centred(AffineMap fixedToMoving) {
    return AffineMap.translation(new LpsVector(centre().x(), centre().y(), centre().z()))
        .andThen(fixedToMoving);
  }

  /** The inverse of {@link #centred}. */
  default AffineMap uncentred(AffineMap centredToMoving) {
    return AffineMap.translation(new LpsVector(-centre().x(), -centre().y(), -centre().z()))
        .andThen(centredToMoving);
  }

  @Override
  void close();
}
