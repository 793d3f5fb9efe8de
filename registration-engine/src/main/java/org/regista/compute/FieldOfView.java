package org.regista.compute;

import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsVector;

/**
 * What a moving image shows at one pose: 1 inside its grid, falling to 0 over the voxel at its
 * faces. Because it fades, what is covered has a derivative with respect to the pose.
 */
public final class FieldOfView {

  private static final double EDGE_VOXELS = 1;

  private final GridSize size;
  private final AffineMap lpsToIndex;
  private final AffineMap toIndex;
  private double slopeI;
  private double slopeJ;
  private double slopeK;

  /**
   * @param pose from wherever the places are given to LPS mm of the moving space
   */
  public FieldOfView(GridGeometry moving, AffineMap pose) {
    this.size = moving.size();
    this.lpsToIndex = moving.lpsToIndex();
    this.toIndex = pose.andThen(lpsToIndex);
  }

  /** How far the place is shown, in [0, 1]. */
  public double at(double x, double y, double z) {
    double i = toIndex.row0(x, y, z);
    double j = toIndex.row1(x, y, z);
    double k = toIndex.row2(x, y, z);
    double a = along(i, size.ni());
    double b = along(j, size.nj());
    double c = along(k, size.nk());
    slopeI = slope(i, size.ni(), a) * b * c;
    slopeJ = slope(j, size.nj(), b) * a * c;
    slopeK = slope(k, size.nk(), c) * a * b;
    return a * b * c;
  }

  /** How {@link #at} changes at the last place, per mm in the moving space. */
  public LpsVector slope() {
    return new LpsVector(
        lpsToIndex.m00() * slopeI + lpsToIndex.m10() * slopeJ + lpsToIndex.m20() * slopeK,
        lpsToIndex.m01() * slopeI + lpsToIndex.m11() * slopeJ + lpsToIndex.m21() * slopeK,
        lpsToIndex.m02() * slopeI + lpsToIndex.m12() * slopeJ + lpsToIndex.m22() * slopeK);
  }

  private static double along(double q, int n) {
    return Math.clamp(Math.min(q + 0.5, n - 0.5 - q) / EDGE_VOXELS, 0, 1);
  }

  private static double slope(double q, int n, double value) {
    if (value <= 0 || value >= 1) {
      return 0;
    }
    return (q + 0.5 < n - 0.5 - q ? 1 : -1) / EDGE_VOXELS;
  }
}
