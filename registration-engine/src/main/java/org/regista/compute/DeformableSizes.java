package org.regista.compute;

import org.regista.compute.mind.MindDescriptors;
import org.regista.geometry.GridSize;

/**
 * How large the arrays of one level of a deformable registration are, which tells its memory.
 *
 * @param image the fixed image at this level
 * @param movingVoxels of the moving image at this level
 * @param fixedMaskVoxels of the fixed mask, 0 without one
 * @param movingMaskVoxels of the moving mask, 0 without one
 */
public record DeformableSizes(
    GridSize image,
    long movingVoxels,
    long fixedMaskVoxels,
    long movingMaskVoxels,
    GridSize field,
    GridSize steps,
    Similarity similarity) {

  /** What is allocated at once in float32, images and scratch included. */
  public long floats() {
    long count = image.voxelCount();
    long images =
        movingVoxels + (similarity instanceof Similarity.LocalCorrelation ? 7 : 4) * count;
    long descriptors =
        similarity instanceof Similarity.Mind
            ? (2L * MindDescriptors.CHANNELS + 1) * count + 3 * steps.voxelCount()
            : 0;
    long fields = 6 * field.voxelCount() + 9 * steps.voxelCount();
    return images + masked(fixedMaskVoxels) + masked(movingMaskVoxels) + descriptors + fields;
  }

  /** A mask, and what it is on the grid of the level. */
  private long masked(long maskVoxels) {
    return maskVoxels > 0 ? maskVoxels + image.voxelCount() : 0;
  }

  /** What a field on its own takes while it is repaired and inverted, in float32. */
  public static long fieldFloats(GridSize field) {
    return 7 * field.voxelCount();
  }
}
