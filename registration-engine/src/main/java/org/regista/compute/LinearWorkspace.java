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
   * <p>Mutual information is given times the overlap, as the information that the moving image has
   * about all fixed samples: taken over the overlap alone it grows where little is compared, and an
   * optimiser then slides the images off each other. The edge of the moving image fades over one
   * voxel, so that the overlap has a derivative too.
   *
   * @param centredToMoving maps LPS mm relative to the problem's centre to LPS mm of the moving
   *     space
   */
  LinearEvaluation evaluate(AffineMap centredToMoving);

  @Override
  void close();
}
