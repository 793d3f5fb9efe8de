package org.regista.compute.kernel;

import org.regista.compute.DeformableSizes;
import org.regista.compute.FieldWorkspace;
import org.regista.error.NumericalException;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.Space;
import org.regista.transform.DisplacementField;

/** A displacement field; see {@link FieldWorkspace}. Owns its kernels. */
public final class KernelFieldWorkspace<B> implements FieldWorkspace {

  private static final double INVERSE_TOLERANCE_VOXELS = 0.02;
  private static final double INVERSE_LIMIT_VOXELS = 0.5;

  private final Kernels<B> kernels;
  private final KernelField<B> field;
  private final Space space;
  private final long count;
  private final AxisValues spacingMm;
  private final double finestMm;

  public KernelFieldWorkspace(
      DisplacementField start, GridGeometry grid, Kernels<B> kernels, int threads) {
    this.kernels = kernels;
    this.space = start.fixed();
    kernels.reserve(
        DeformableSizes.fieldFloats(grid.size()), "a field of %s voxels".formatted(grid.size()));
    this.field = new KernelField<>(grid, kernels, threads);
    this.count = grid.size().voxelCount();
    this.spacingMm = Lengths.of(grid);
    this.finestMm = Lengths.finest(spacingMm);
    field.startFrom(start);
  }

  @Override
  public double repair(double minimum, int rounds) {
    B scratch = kernels.allocate(count);
    for (int round = 0; round < rounds; round++) {
      if (kernels.flagSmallDeterminants(field.u(), field.size(), minimum, scratch) == 0) {
        break;
      }
      spreadFlags(scratch);
      smoothWhere(scratch);
    }
    double smallest = kernels.jacobian(field.u(), field.size(), scratch).min();
    kernels.free(scratch);
    return smallest;
  }

  private void smoothWhere(B weights) {
    B smooth = kernels.copyOf(field.u());
    kernels.smooth(smooth, 3, field.size(), Lengths.inVoxels(2 * finestMm, spacingMm), Border.ZERO);
    kernels.blend(field.u(), smooth, weights, field.size());
    kernels.free(smooth);
    kernels.clearBorder(field.u(), field.size());
  }

  /** Flags of 1 become soft weights: 1 at the flag and its neighbours, then falling to 0. */
  private void spreadFlags(B flags) {
    kernels.smooth(
        flags, 1, field.size(), Lengths.inVoxels(1.5 * finestMm, spacingMm), Border.ZERO);
    kernels.scaleUpTo(flags, 8, 1);
  }

  @Override
  public DisplacementField inverseField() {
    B v = kernels.allocate(3 * count);
    double residual = kernels.invert(field.u(), field.size(), INVERSE_TOLERANCE_VOXELS, v);
    if (!(residual <= INVERSE_LIMIT_VOXELS)) {
      kernels.free(v);
      throw new NumericalException(
          "the deformation could not be inverted: %.2f voxels remain at the worst place (limit %.1f); "
                  .formatted(residual, INVERSE_LIMIT_VOXELS)
              + "ask for a smoother deformation or fewer iterations");
    }
    return field.inMm(v, space);
  }

  @Override
  public DisplacementField takeField() {
    return field.take(space);
  }

  @Override
  public void close() {
    field.close();
    kernels.close();
  }
}
