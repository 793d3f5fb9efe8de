package org.regista.app.gui.viewer;

import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;

/** The rotation that lays the three planes along the axes of a scan. */
final class ScanTilt {

  private ScanTilt() {}

  /**
   * Takes the patient's axes to those directions of the grid that are nearest to them; the third
   * completes a right-handed frame, so that shear does not matter.
   */
  static AffineMap of(GridGeometry grid) {
    LpsVector z = nearest(grid, new LpsVector(0, 0, 1));
    LpsVector alongX = nearest(grid, new LpsVector(1, 0, 0));
    LpsVector y = unit(z.cross(alongX));
    return AffineMap.ofColumns(y.cross(z), y, z, new LpsPoint(0, 0, 0));
  }

  /** The direction of the grid nearest to a unit vector, with its sense. */
  private static LpsVector nearest(GridGeometry grid, LpsVector axis) {
    LpsVector best = axis;
    double most = 0;
    for (int n = 0; n < 3; n++) {
      double along = grid.direction(n).dot(axis);
      if (Math.abs(along) > most) {
        most = Math.abs(along);
        best = grid.direction(n).times(Math.signum(along));
      }
    }
    return best;
  }

  private static LpsVector unit(LpsVector v) {
    return v.times(1 / v.lengthMm());
  }
}
