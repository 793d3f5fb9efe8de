package org.regista.compute.kernel;

import java.util.List;
import org.regista.compute.Similarity;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;

/**
 * Kernels over dense grids: warping, local correlation, and the algebra of displacement fields. See
 * {@link Kernels} for layout and determinism.
 */
public interface FieldKernels<B> {

  /**
   * warped[p] = moving[B (p + u(p))] trilinear; 0 outside. weight[p] = 1 inside, 0 outside. u is
   * read trilinearly on its lattice.
   *
   * @param fixedIndexToMovingIndex B
   * @param u field on the lattice
   */
  void warp(
      B moving,
      GridSize movingSize,
      AffineMap fixedIndexToMovingIndex,
      B u,
      FieldLattice lattice,
      GridSize size,
      B warped,
      B weight);

  /**
   * Local correlation of F and W under weights m, windows truncated at the border (side 2 r_a + 1
   * along axis a):
   *
   * <pre>
   *  n=box m  S_F=box mF  S_W=box mW  S_FF=box mFF  S_WW=box mWW  S_FW=box mFW
   *  A=S_FW-S_F S_W/n   B=S_FF-S_F^2/n+n eps   C=S_WW-S_W^2/n+n eps
   *  E = sum m A^2/(BC) / sum m
   *  alpha=2mA/(BC)  beta=2mA^2/(BC^2)  Fbar=S_F/n  Wbar=S_W/n
   *  derivative = m [F box(alpha) - W box(beta) - box(alpha Fbar - beta Wbar)] / sum m
   * </pre>
   *
   * The differences S_FF - S_F^2/n and S_WW - S_W^2/n are taken as 0 where rounding makes them
   * negative. Voxels with n &lt; 1e-3 contribute nothing: their alpha and beta are 0, and they are
   * left out of both sums of E.
   *
   * @param noiseVariance eps &gt; 0, in squared units of F and W (both normalised to unit variance)
   * @param derivative out: dE/dW(p)
   * @return E; 0 if no voxel counts
   */
  double localCorrelation(
      B fixed,
      B warped,
      B weight,
      GridSize size,
      int radiusI,
      int radiusJ,
      int radiusK,
      double noiseVariance,
      B derivative);

  /**
   * The descriptors of self-similarity of each voxel, one image per channel, as {@link
   * org.regista.compute.mind.MindDescriptors} computes them, in steps of 1/255.
   *
   * @return new arrays, freed by the caller
   */
  List<B> descriptors(B image, GridSize size, Similarity.Mind mind, int threads);

  /**
   * force_a[c] = sum over p of w_c(p) derivative[p] dW/da(p) scale_a: w_c(p) is the trilinear
   * weight with which voxel p of the image reads point c of the lattice; dW are central differences
   * of the warped image over neighbours of positive weight, one-sided next to the edge or to weight
   * 0, 0 where both neighbours are missing or p itself has weight 0.
   */
  void force(
      B derivative,
      B warped,
      B weight,
      GridSize size,
      AxisValues scale,
      FieldLattice lattice,
      B force);

  /**
   * Row-major 3x4 sums over p of g_a(p) [i, j, k, 1]: the derivative with respect to an affine
   * displacement of the grid.
   */
  double[] gridMoments(B force, GridSize size);

  /**
   * Convolves each of {@code components} images with the discrete analogue of the Gaussian
   * (Lindeberg 1990, doi:10.1109/34.49051), I_n(sigma^2) at the integers n up to ceil(3 sigma),
   * normalised to sum 1, in place: along i, then j, then k, with float32 in between. Unlike a
   * sampled Gaussian it has the variance sigma^2 below half a voxel too. An axis with sigma &lt;
   * 0.05 voxel is left alone.
   *
   * @param sigmaVoxels per axis
   */
  void smooth(B images, int components, GridSize size, AxisValues sigmaVoxels, Border border);

  /**
   * momentum = decay momentum + addend, fields in voxels.
   *
   * @return the mean length of the momentum weighted by that length itself, sum |m|^2 / sum |m|, in
   *     mm: what is typical where there is any; 0 if all is 0
   */
  double accumulate(B momentum, double decay, B addend, GridSize size, AxisValues spacingMm);

  /**
   * step(p) = max v(p) / (typical + |v(p)|), lengths in mm: along v, a vector of the typical length
   * as long as max / 2, none longer than max. Since x / (t + x) has no slope above 1 / t, what is
   * smooth stays smooth.
   */
  void limitStep(B v, double typicalMm, double maxMm, GridSize size, AxisValues spacingMm, B step);

  /** How far v moves and how sharply it bends; v in voxels, result in mm. */
  StepBound stepBound(B v, GridSize size, AxisValues spacingMm);

  /**
   * In place, u(p) = s v(p) + u(p + s v(p)): first the step, then u. u is read clamped to the grid,
   * v trilinearly on its lattice.
   *
   * @param v no component of s v is longer than a voxel of u
   * @param lattice where v lies beside u
   */
  void compose(B u, B v, double s, FieldLattice lattice, GridSize size);

  /**
   * Sets the outermost layer of voxels of all three components to zero, along axes longer than 2.
   */
  void clearBorder(B field, GridSize size);

  /**
   * Determinants of x + u(x), which are the same in voxels and in mm.
   *
   * @param centralMap out: determinant from central differences (one-sided at the edge, 0 along an
   *     axis of one voxel) per voxel
   */
  JacobianStatistics jacobian(B u, GridSize size, B centralMap);

  /**
   * flags[p] = 1 at all 8 corners of each cell whose smallest digital determinant is below {@code
   * minimum}, else 0.
   *
   * @return the number of such cells
   */
  long flagSmallDeterminants(B u, GridSize size, double minimum, B flags);

  /**
   * field = (1 - w) field + w other per voxel, for all three components; w has one weight per
   * voxel.
   */
  void blend(B field, B other, B w, GridSize size);

  /**
   * v with p + v(p) + u(p + v(p)) = p. Starts from the content of {@code v} or from the result of
   * the voxel before along i, whichever leaves less; per voxel damped fixed-point sweeps (Chen et
   * al. 2008, doi:10.1118/1.2816107), Newton steps where those stall, and sweeps that may pass
   * through worse places where those are caught, until the residual is at most {@code
   * toleranceVoxels}. No voxel is left worse than it was. u is read clamped to the grid.
   *
   * @return the largest remaining |v(p) + u(p + v(p))| over all voxels, in voxels
   */
  double invert(B u, GridSize size, double toleranceVoxels, B v);

  /**
   * Reads a field on {@code fromSize} at B p for each voxel p of {@code size}, clamped, times
   * scale_a.
   */
  void resampleField(
      B from, GridSize fromSize, AffineMap toFromIndex, AxisValues scale, GridSize size, B into);
}
