package org.regista.compute;

import org.regista.transform.DisplacementField;

/** A displacement field on a device, apart from images: made free of folds, and inverted. */
public interface FieldWorkspace extends AutoCloseable {

  /**
   * Restores a positive digital Jacobian: smooths u locally wherever a determinant is below {@code
   * minimum}, at most {@code rounds} times.
   *
   * @return the smallest determinant afterwards
   */
  double repair(double minimum, int rounds);

  /**
   * v with {@code y + v(y) + u(y + v(y)) = y}, in LPS mm on the grid of u; the caller closes it.
   *
   * @throws org.regista.error.NumericalException if more than half a voxel remains anywhere
   */
  DisplacementField inverseField();

  /**
   * u in LPS mm, taken out of the workspace, which only close() may follow; the caller closes it.
   */
  DisplacementField takeField();

  @Override
  void close();
}
