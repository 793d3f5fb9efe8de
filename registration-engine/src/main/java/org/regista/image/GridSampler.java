package org.regista.image;

import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;

/**
 * Trilinear values of planar floats on a grid. Within half a voxel beyond the outermost voxel
 * centres the border value holds; farther out there is nothing. {@link #moveTo} finds the cell
 * once, {@link #value} reads any number of components there. One thread at a time.
 */
public final class GridSampler {

  private final NativeBuffer values;
  private final AffineMap lpsToIndex;
  private final GridSize size;
  private final long planeLength;
  private final long di;
  private final long dj;
  private final long dk;

  private long corner;
  private double fi;
  private double fj;
  private double fk;

  /**
   * @param values planar [components][nk][nj][ni], borrowed
   */
  public GridSampler(NativeBuffer values, GridGeometry grid) {
    this(values, grid.size(), grid.lpsToIndex());
  }

  /** For who makes many samplers of one grid and has {@code lpsToIndex} at hand. */
  public GridSampler(NativeBuffer values, GridSize size, AffineMap lpsToIndex) {
    this.values = values;
    this.lpsToIndex = lpsToIndex;
    this.size = size;
    this.planeLength = size.voxelCount();
    this.di = size.ni() > 1 ? 1 : 0;
    this.dj = size.nj() > 1 ? size.ni() : 0;
    this.dk = size.nk() > 1 ? (long) size.ni() * size.nj() : 0;
  }

  /** Goes to a place in LPS mm of the grid's space; false if it lies outside. */
  public boolean moveTo(double x, double y, double z) {
    return moveToIndex(
        lpsToIndex.row0(x, y, z), lpsToIndex.row1(x, y, z), lpsToIndex.row2(x, y, z));
  }

  /** Goes to a continuous index; false if it lies outside. */
  public boolean moveToIndex(double i, double j, double k) {
    boolean inside = size.encloses(i, j, k);
    if (inside) {
      enter(clamp(i, size.ni() - 1), clamp(j, size.nj() - 1), clamp(k, size.nk() - 1));
    }
    return inside;
  }

  private void enter(double i, double j, double k) {
    int i0 = Math.min((int) i, Math.max(size.ni() - 2, 0));
    int j0 = Math.min((int) j, Math.max(size.nj() - 2, 0));
    int k0 = Math.min((int) k, Math.max(size.nk() - 2, 0));
    fi = i - i0;
    fj = j - j0;
    fk = k - k0;
    corner = size.offset(i0, j0, k0);
  }

  private static double clamp(double v, int last) {
    return v < 0 ? 0 : v > last ? last : v;
  }

  /** One component at the place of the last {@link #moveTo}, which must have been inside. */
  public double value(int component) {
    long p = corner + component * planeLength;
    double near = (1 - fj) * along(p) + fj * along(p + dj);
    double far = (1 - fj) * along(p + dk) + fj * along(p + dk + dj);
    return (1 - fk) * near + fk * far;
  }

  private double along(long p) {
    return (1 - fi) * values.get(p) + fi * values.get(p + di);
  }
}
