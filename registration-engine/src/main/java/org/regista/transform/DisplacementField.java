package org.regista.transform;

import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.image.GridSampler;
import org.regista.image.NativeBuffer;

/**
 * {@code x -> x + u(x)} with u in LPS mm on a grid, planar [3][nk][nj][ni], trilinear between voxel
 * centres. Within half a voxel beyond the outermost centres u is held constant; farther out it is
 * zero: the convention of ITK's DisplacementFieldTransform. Owns its memory.
 *
 * <p>As a step of a registration it maps the fixed space onto itself, so {@code fixed} and {@code
 * moving} are the same space there.
 */
public final class DisplacementField implements Transform, AutoCloseable {

  private final Space fixed;
  private final Space moving;
  private final GridGeometry grid;
  private final AffineMap lpsToIndex;
  private final NativeBuffer displacementsMm;

  /** Takes ownership of {@code displacementsMm}, which must hold three floats per voxel, planar. */
  public DisplacementField(
      Space fixed, Space moving, GridGeometry grid, NativeBuffer displacementsMm) {
    if (displacementsMm.length() != 3 * grid.size().voxelCount()) {
      throw new IllegalArgumentException(
          "%d floats for a displacement field of %s x 3"
              .formatted(displacementsMm.length(), grid.size()));
    }
    this.fixed = fixed;
    this.moving = moving;
    this.grid = grid;
    this.lpsToIndex = grid.lpsToIndex();
    this.displacementsMm = displacementsMm;
  }

  @Override
  public Space fixed() {
    return fixed;
  }

  @Override
  public Space moving() {
    return moving;
  }

  public GridGeometry grid() {
    return grid;
  }

  /** LPS mm, planar [3][nk][nj][ni], borrowed. */
  public NativeBuffer displacementsMm() {
    return displacementsMm;
  }

  @Override
  public LpsPoint toMoving(LpsPoint inFixed) {
    return inFixed.plus(displacementAt(inFixed));
  }

  /** u at any point, by trilinear interpolation; zero outside the grid. */
  public LpsVector displacementAt(LpsPoint p) {
    GridSampler u = new GridSampler(displacementsMm, grid.size(), lpsToIndex);
    return u.moveTo(p.x(), p.y(), p.z())
        ? new LpsVector(u.value(0), u.value(1), u.value(2))
        : LpsVector.ZERO;
  }

  @Override
  public void close() {
    displacementsMm.close();
  }
}
