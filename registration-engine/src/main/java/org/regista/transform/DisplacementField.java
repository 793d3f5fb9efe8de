package org.regista.transform;

import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
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
    GridSize size = grid.size();
    double i = lpsToIndex.row0(p.x(), p.y(), p.z());
    double j = lpsToIndex.row1(p.x(), p.y(), p.z());
    double k = lpsToIndex.row2(p.x(), p.y(), p.z());
    boolean inside =
        i >= -0.5
            && i < size.ni() - 0.5
            && j >= -0.5
            && j < size.nj() - 0.5
            && k >= -0.5
            && k < size.nk() - 0.5;
    if (!inside) {
      return LpsVector.ZERO;
    }
    double ci = Math.clamp(i, 0, size.ni() - 1);
    double cj = Math.clamp(j, 0, size.nj() - 1);
    double ck = Math.clamp(k, 0, size.nk() - 1);
    return new LpsVector(
        trilinear(0, ci, cj, ck), trilinear(1, ci, cj, ck), trilinear(2, ci, cj, ck));
  }

  private double trilinear(int component, double i, double j, double k) {
    GridSize size = grid.size();
    int i0 = Math.min((int) i, Math.max(size.ni() - 2, 0));
    int j0 = Math.min((int) j, Math.max(size.nj() - 2, 0));
    int k0 = Math.min((int) k, Math.max(size.nk() - 2, 0));
    double fi = i - i0;
    double fj = j - j0;
    double fk = k - k0;
    long di = size.ni() > 1 ? 1 : 0;
    long dj = size.nj() > 1 ? size.ni() : 0;
    long dk = size.nk() > 1 ? (long) size.ni() * size.nj() : 0;
    long p = component * size.voxelCount() + size.offset(i0, j0, k0);
    double near = (1 - fj) * along(p, di, fi) + fj * along(p + dj, di, fi);
    double far = (1 - fj) * along(p + dk, di, fi) + fj * along(p + dk + dj, di, fi);
    return (1 - fk) * near + fk * far;
  }

  private double along(long p, long di, double fi) {
    return (1 - fi) * displacementsMm.get(p) + fi * displacementsMm.get(p + di);
  }

  @Override
  public void close() {
    displacementsMm.close();
  }
}
