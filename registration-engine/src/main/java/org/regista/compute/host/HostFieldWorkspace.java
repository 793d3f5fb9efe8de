package org.regista.compute.host;

import org.regista.compute.FieldWorkspace;
import org.regista.error.NumericalException;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.Space;
import org.regista.image.NativeBuffer;
import org.regista.transform.DisplacementField;

/** A displacement field in host memory; see {@link FieldWorkspace}. Owns its kernels. */
public final class HostFieldWorkspace implements FieldWorkspace {

  private static final double INVERSE_TOLERANCE_VOXELS = 0.02;
  private static final double INVERSE_LIMIT_VOXELS = 0.5;

  private final HostKernels kernels;
  private final HostField field;
  private final Space space;
  private final long count;
  private final AxisValues spacingMm;
  private final double finestMm;

  public HostFieldWorkspace(
      DisplacementField start, GridGeometry grid, HostKernels kernels, int threads) {
    this.kernels = kernels;
    this.space = start.fixed();
    this.field = new HostField(grid, kernels, threads);
    this.count = grid.size().voxelCount();
    this.spacingMm = Lengths.of(grid);
    this.finestMm = Lengths.finest(spacingMm);
    field.startFrom(start);
  }

  @Override
  public double repair(double minimum, int rounds) {
    try (NativeBuffer scratch = NativeBuffer.allocate(count)) {
      for (int round = 0; round < rounds; round++) {
        if (kernels.flagSmallDeterminants(field.u(), field.size(), minimum, scratch) == 0) {
          break;
        }
        spreadFlags(scratch);
        smoothWhere(scratch);
      }
      return kernels.jacobian(field.u(), field.size(), scratch).min();
    }
  }

  private void smoothWhere(NativeBuffer weights) {
    try (NativeBuffer smooth = field.u().copy()) {
      kernels.smooth(
          smooth, 3, field.size(), Lengths.inVoxels(2 * finestMm, spacingMm), Border.ZERO);
      kernels.blend(field.u(), smooth, weights, field.size());
    }
    kernels.clearBorder(field.u(), field.size());
  }

  /** Flags of 1 become soft weights: 1 at the flag and its neighbours, then falling to 0. */
  private void spreadFlags(NativeBuffer flags) {
    kernels.smooth(
        flags, 1, field.size(), Lengths.inVoxels(1.5 * finestMm, spacingMm), Border.ZERO);
    for (long n = 0; n < count; n++) {
      flags.set(n, Math.min(1, 8 * flags.get(n)));
    }
  }

  @Override
  public DisplacementField inverseField() {
    NativeBuffer v = NativeBuffer.allocate(3 * count);
    double residual = kernels.invert(field.u(), field.size(), INVERSE_TOLERANCE_VOXELS, v);
    if (!(residual <= INVERSE_LIMIT_VOXELS)) {
      v.close();
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
