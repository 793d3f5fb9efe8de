package org.regista.preprocess;

import java.util.Optional;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.image.Mask;

/**
 * The weight that a mask gives to each voxel of another grid in the same space, by the nearest mask
 * voxel; 1 everywhere without a mask. Borrows the mask.
 */
public final class GridWeights {

  private final Optional<Mask> mask;
  private final GridGeometry grid;
  private final AffineMap toMask;

  private GridWeights(Optional<Mask> mask, GridGeometry grid) {
    this.mask = mask;
    this.grid = grid;
    this.toMask =
        mask.map(m -> grid.indexToLps().andThen(m.grid().lpsToIndex())).orElse(AffineMap.IDENTITY);
  }

  public static GridWeights of(Optional<Mask> mask, GridGeometry grid) {
    return new GridWeights(mask, grid);
  }

  /** Weight of voxel number p in memory order. */
  public double at(long p) {
    if (mask.isEmpty()) {
      return 1;
    }
    GridSize size = grid.size();
    long row = p / size.ni();
    int i = (int) (p % size.ni());
    int j = (int) (row % size.nj());
    int k = (int) (row / size.nj());
    return at(i, j, k);
  }

  /** Weight at a continuous position of the grid. */
  public double at(double i, double j, double k) {
    if (mask.isEmpty()) {
      return 1;
    }
    GridSize size = mask.get().grid().size();
    long mi = Math.round(toMask.row0(i, j, k));
    long mj = Math.round(toMask.row1(i, j, k));
    long mk = Math.round(toMask.row2(i, j, k));
    boolean inside =
        mi >= 0 && mj >= 0 && mk >= 0 && mi < size.ni() && mj < size.nj() && mk < size.nk();
    return inside ? mask.get().weights().get(size.offset((int) mi, (int) mj, (int) mk)) : 0;
  }
}
