package org.regista.image;

import org.regista.geometry.GridGeometry;
import org.regista.geometry.Space;

/**
 * A weight in [0, 1] per voxel of its own grid, planar [nk][nj][ni]: 1 counts fully, 0 is ignored.
 * Its grid may differ from that of the image it belongs to; its space may not. Owns its memory.
 */
public final class Mask implements AutoCloseable {

  private final Space space;
  private final GridGeometry grid;
  private final NativeBuffer weights;

  /** Takes ownership of {@code weights}, which must hold exactly one float per voxel. */
  public Mask(Space space, GridGeometry grid, NativeBuffer weights) {
    if (weights.length() != grid.size().voxelCount()) {
      throw new IllegalArgumentException(
          "%d weights for a grid of %s".formatted(weights.length(), grid.size()));
    }
    this.space = space;
    this.grid = grid;
    this.weights = weights;
  }

  /**
   * Voxels above {@code threshold} get weight 1, the others 0; reads {@code volume}, keeps nothing
   * of it.
   */
  public static Mask above(Volume volume, double threshold) {
    long count = volume.voxels().length();
    NativeBuffer weights = NativeBuffer.allocate(count);
    for (long n = 0; n < count; n++) {
      weights.set(n, volume.voxels().get(n) > threshold ? 1 : 0);
    }
    return new Mask(volume.space(), volume.grid(), weights);
  }

  public Space space() {
    return space;
  }

  public GridGeometry grid() {
    return grid;
  }

  /** The weights, borrowed. */
  public NativeBuffer weights() {
    return weights;
  }

  @Override
  public void close() {
    weights.close();
  }
}
