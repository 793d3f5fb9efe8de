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

  /**
   * u = v + u o (id + v). v points along the momentum m and is as long as {@code maxStepMm |m| / (t
   * + |m|)}, with t the typical length of m: so a few places of steep force do not hold back all
   * others. If need be v is shortened as a whole until id + v is one-to-one (Lipschitz bound 0.8).
   * Uses up the force.
   *
   * @return the largest displacement of v, mm; 0 if there was no force
   */
  double composeStep(double maxStepMm);

  /** Gaussian on u, zero beyond the border; the outermost voxels stay at zero. */
  void smoothField(double sigmaMm);

  /** Replaces A; for linear stages that use a dense similarity. */
  void setLinear(AffineMap fixedToMoving);

  /**
   * The derivative of the last evaluation with respect to an affine displacement xi of fixed space,
   * A o (id + xi), xi(x) = M x + t in LPS mm.
   */
  AffineDerivative affineDerivative();

  /**
   * u in LPS mm, taken out of the workspace, which only close() may follow; the caller closes it.
   */
  DisplacementField takeField();

  @Override
  void close();
}
