package org.regista.compute;

import org.regista.geometry.AffineMap;

/**
 * Evaluates an affine pull-back over a fixed list of samples. Opened by a backend, closed by the
 * solver.
 */
public interface LinearWorkspace extends AutoCloseable {

  /**
   * The similarity under a pull-back, and its derivative.
   *
   * @param centredToMoving maps LPS mm relative to the problem's centre to LPS mm of the moving
   *     space
   */
  LinearEvaluation evaluate(AffineMap centredToMoving);

  @Override
  void close();
}
