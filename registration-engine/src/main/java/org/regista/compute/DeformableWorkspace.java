package org.regista.compute;

import org.regista.geometry.AffineMap;
import org.regista.transform.DisplacementField;

/**
 * The state of one level of a deformable registration on a device: the displacement field u, the
 * force on it, and the smooth momentum. Lengths are mm, so smoothing and steps are isotropic in the
 * patient whatever the voxels' shape.
 */
public interface DeformableWorkspace extends AutoCloseable {

  /**
   * The similarity at u, a mean over the overlap; leaves its ascent direction in mm as the force.
   */
  double evaluate();

  /**
   * Share of the fixed weight that falls inside the moving image (and mask), at the last
   * evaluation.
   */
  double overlap();

  /** Gaussian on the force, zero beyond the border. */
  void smoothForce(double sigmaMm);

  /** momentum = decay * momentum + force. */
  void accumulateMomentum(double decay);

  void resetMomentum();

  /**
   * u = v + u o (id + v) with v along the momentum, scaled so that no point moves more than {@code
   * maxStepMm} and that id + v is one-to-one (Lipschitz bound 0.8).
   *
   * @return the largest displacement of v, mm; 0 if there was no force
   */
  double composeStep(double maxStepMm);

  /** Gaussian on u, zero beyond the border; the outermost voxels stay at zero. */
  void smoothField(double sigmaMm);

  /**
   * Restores a positive digital Jacobian: smooths u locally wherever a determinant is below {@code
   * minimum}, at most {@code rounds} times.
   *
   * @return the smallest determinant afterwards
   */
  double repair(double minimum, int rounds);

  /** Replaces A; for linear stages that use a dense similarity. */
  void setLinear(AffineMap fixedToMoving);

  /**
   * The derivative of the last evaluation with respect to an affine displacement xi of fixed space,
   * A o (id + xi), xi(x) = M x + t in LPS mm.
   */
  AffineDerivative affineDerivative();

  /** u in LPS mm on the fixed level grid; the caller closes it. */
  DisplacementField field();

  /**
   * v with {@code y + v(y) + u(y + v(y)) = y}, in LPS mm on the fixed level grid; the caller closes
   * it.
   *
   * @throws org.regista.error.NumericalException if more than half a voxel remains anywhere
   */
  DisplacementField inverseField();

  @Override
  void close();
}
