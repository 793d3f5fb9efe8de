package org.regista.geometry;

/**
 * Where the voxels of a grid lie in patient space: {@code lps = indexToLps(i, j, k)}, with integers
 * at voxel centres. The axes may be oblique, left-handed or sheared (gantry tilt); they must be
 * finite and span a volume.
 *
 * @param indexToLps columns are the steps of one voxel along i, j and k, in LPS mm; the translation
 *     is the centre of voxel (0, 0, 0)
 */
public record GridGeometry(GridSize size, AffineMap indexToLps) {

  public GridGeometry {
    if (!indexToLps.isFinite()) {
      throw new IllegalArgumentException("grid geometry is not finite: " + indexToLps);
    }
    double volume = Math.abs(indexToLps.determinant());
    double edges =
        indexToLps.column(0).lengthMm()
            * indexToLps.column(1).lengthMm()
            * indexToLps.column(2).lengthMm();
    if (!(volume > 1e-6 * edges)) {
      throw new IllegalArgumentException(
          "grid axes do not span a volume (voxel volume %g mm3)".formatted(volume));
    }
  }

  /** A grid along the LPS axes. */
  public static GridGeometry axisAligned(GridSize size, LpsVector spacingMm, LpsPoint origin) {
    return new GridGeometry(
        size,
        AffineMap.scaling(spacingMm.x(), spacingMm.y(), spacingMm.z())
            .andThen(AffineMap.translation(new LpsVector(origin.x(), origin.y(), origin.z()))));
  }

  /** Distance in mm between neighbouring voxel centres along axis 0 (i), 1 (j) or 2 (k). */
  public double spacingMm(int axis) {
    return indexToLps.column(axis).lengthMm();
  }

  /** Unit vector of axis 0 (i), 1 (j) or 2 (k) in LPS. */
  public LpsVector direction(int axis) {
    LpsVector step = indexToLps.column(axis);
    double length = step.lengthMm();
    // divided, so that axes of the patient stay 0 and 1 exactly
    return new LpsVector(step.x() / length, step.y() / length, step.z() / length);
  }

  /**
   * Distance in mm of slices that are stacked along {@code direction}: the spacing of the axis that
   * leads most directly that way.
   */
  public double sliceSpacingMm(LpsVector direction) {
    int best = 0;
    for (int axis = 1; axis < 3; axis++) {
      if (Math.abs(direction(axis).dot(direction)) > Math.abs(direction(best).dot(direction))) {
        best = axis;
      }
    }
    return spacingMm(best);
  }

  /** Centre of voxel (0, 0, 0). */
  public LpsPoint origin() {
    return toLps(new VoxelIndex(0, 0, 0));
  }

  /** Centre of the whole grid. */
  public LpsPoint centre() {
    return toLps(
        new VoxelIndex((size.ni() - 1) / 2.0, (size.nj() - 1) / 2.0, (size.nk() - 1) / 2.0));
  }

  public double voxelVolumeMm3() {
    return Math.abs(indexToLps.determinant());
  }

  public AffineMap lpsToIndex() {
    return indexToLps.inverse();
  }

  public LpsPoint toLps(VoxelIndex v) {
    return new LpsPoint(
        indexToLps.row0(v.i(), v.j(), v.k()),
        indexToLps.row1(v.i(), v.j(), v.k()),
        indexToLps.row2(v.i(), v.j(), v.k()));
  }

  /** For many points take {@link #lpsToIndex()} once instead. */
  public VoxelIndex toIndex(LpsPoint p) {
    AffineMap m = lpsToIndex();
    return new VoxelIndex(
        m.row0(p.x(), p.y(), p.z()), m.row1(p.x(), p.y(), p.z()), m.row2(p.x(), p.y(), p.z()));
  }

  /**
   * Largest deviation from a right angle between two axes, as |cosine|; 0 for an orthogonal grid.
   */
  public double shear() {
    double ij = Math.abs(direction(0).dot(direction(1)));
    double ik = Math.abs(direction(0).dot(direction(2)));
    double jk = Math.abs(direction(1).dot(direction(2)));
    return Math.max(ij, Math.max(ik, jk));
  }

  /** True if the corners of both grids agree within {@code toleranceMm}. */
  public boolean sameAs(GridGeometry other, double toleranceMm) {
    if (!size.equals(other.size)) {
      return false;
    }
    for (int corner = 0; corner < 8; corner++) {
      VoxelIndex v =
          new VoxelIndex(
              (corner & 1) * (size.ni() - 1.0),
              (corner >> 1 & 1) * (size.nj() - 1.0),
              (corner >> 2) * (size.nk() - 1.0));
      if (toLps(v).distanceMm(other.toLps(v)) > toleranceMm) {
        return false;
      }
    }
    return true;
  }
}
