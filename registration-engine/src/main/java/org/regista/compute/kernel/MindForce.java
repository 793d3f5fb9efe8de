package org.regista.compute.kernel;

import java.util.List;
import org.regista.compute.Similarity;
import org.regista.compute.mind.MindDescriptors;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;

/**
 * The squared difference of the descriptors of both images, and its force. The moving image is
 * brought onto the fixed grid by the linear part first, so that neighbours lie in the same
 * directions in both; its descriptors are then carried along with the voxels by u, as usual, and
 * not computed anew from the bent image (Heinrich et al. 2012, doi:10.1016/j.media.2012.05.008).
 * Owns 25 images of the level's size.
 */
final class MindForce<B> implements AutoCloseable {

  private final Kernels<B> kernels;
  private final GridSize size;
  private final Lattices lattices;
  private final long count;
  private final List<B> fixed;
  private final List<B> moving;
  private final B addend;
  private final B inside;

  /** Where the field and the force lie beside the image. */
  record Lattices(FieldLattice field, FieldLattice steps) {}

  /**
   * @param fixedVoxels borrowed for this call
   * @param movingOnFixed the moving image through the linear part, borrowed for this call
   */
  MindForce(
      Kernels<B> kernels,
      Similarity.Mind mind,
      B fixedVoxels,
      B movingOnFixed,
      GridSize size,
      Lattices lattices,
      int threads) {
    this.kernels = kernels;
    this.size = size;
    this.lattices = lattices;
    this.count = size.voxelCount();
    this.fixed = kernels.descriptors(fixedVoxels, size, mind, threads);
    this.moving = kernels.descriptors(movingOnFixed, size, mind, threads);
    this.addend = kernels.allocate(3 * lattices.steps().size().voxelCount());
    this.inside = kernels.allocate(count);
  }

  /**
   * The negative mean over voxels and channels under {@code weight}; 0 if nothing overlaps.
   *
   * @param warped scratch for one image
   * @param derivative scratch for one image
   * @param force out: the ascent direction, as {@link FieldKernels#force} scales it
   */
  double evaluate(B u, B weight, AxisValues scale, B warped, B derivative, B force) {
    kernels.fill(force, 0);
    double value = 0;
    for (int c = 0; c < MindDescriptors.CHANNELS; c++) {
      kernels.warp(
          moving.get(c), size, AffineMap.IDENTITY, u, lattices.field(), size, warped, inside);
      kernels.multiply(inside, weight, count);
      double[] s = kernels.crossMoments(fixed.get(c), warped, inside, count);
      double n = s[0] * MindDescriptors.CHANNELS;
      if (!(n > 0)) {
        return 0;
      }
      kernels.linearDerivative(fixed.get(c), warped, inside, count, 2 / n, -2 / n, 0, derivative);
      kernels.force(derivative, warped, inside, size, scale, lattices.steps(), addend);
      kernels.accumulate(force, 1, addend, lattices.steps().size(), AxisValues.same(1));
      value -= (s[3] - 2 * s[5] + s[4]) / n;
    }
    return value;
  }

  @Override
  public void close() {
    fixed.forEach(kernels::free);
    moving.forEach(kernels::free);
    kernels.free(addend);
    kernels.free(inside);
  }
}
