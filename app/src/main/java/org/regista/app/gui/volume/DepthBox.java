package org.regista.app.gui.volume;

import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;

/** The eight corners of a grid, by which it is cut along the patient. */
record DepthBox(LpsPoint[] corners) {

  private static final LpsPoint ORIGIN = new LpsPoint(0, 0, 0);

  static DepthBox of(GridGeometry grid) {
    LpsPoint[] corners = new LpsPoint[8];
    for (int n = 0; n < 8; n++) {
      corners[n] =
          grid.toLps(
              new VoxelIndex(
                  (n & 1) * grid.size().ni() - 0.5,
                  (n >> 1 & 1) * grid.size().nj() - 0.5,
                  (n >> 2) * grid.size().nk() - 0.5));
    }
    return new DepthBox(corners);
  }

  /**
   * A place on the plane that cuts {@code share} of the box's extent away, seen along {@code axis}.
   */
  LpsPoint face(LpsVector axis, double share) {
    double from = Double.POSITIVE_INFINITY;
    double to = Double.NEGATIVE_INFINITY;
    for (LpsPoint corner : corners) {
      double at = corner.minus(ORIGIN).dot(axis);
      from = Math.min(from, at);
      to = Math.max(to, at);
    }
    return ORIGIN.plus(axis.times(from + share * (to - from)));
  }
}
