package org.regista.viewers.slice;

import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;

/** The smallest box along the LPS axes around all voxels of a grid, edges included; mm. */
record LpsBox(LpsPoint min, LpsPoint max) {

  static LpsBox of(GridGeometry grid) {
    double[] min = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
    double[] max = {-Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
    for (int corner = 0; corner < 8; corner++) {
      LpsPoint p =
          grid.toLps(
              new VoxelIndex(
                  (corner & 1) * grid.size().ni() - 0.5,
                  (corner >> 1 & 1) * grid.size().nj() - 0.5,
                  (corner >> 2) * grid.size().nk() - 0.5));
      double[] xyz = {p.x(), p.y(), p.z()};
      for (int axis = 0; axis < 3; axis++) {
        min[axis] = Math.min(min[axis], xyz[axis]);
        max[axis] = Math.max(max[axis], xyz[axis]);
      }
    }
    return new LpsBox(new LpsPoint(min[0], min[1], min[2]), new LpsPoint(max[0], max[1], max[2]));
  }

  LpsPoint centre() {
    return min.plus(max.minus(min).times(0.5));
  }

  /** Length of the box's shadow on a unit vector. */
  double extentMm(LpsVector axis) {
    LpsVector edges = max.minus(min);
    return Math.abs(edges.x() * axis.x())
        + Math.abs(edges.y() * axis.y())
        + Math.abs(edges.z() * axis.z());
  }

  boolean contains(LpsPoint p) {
    return p.x() >= min.x()
        && p.x() <= max.x()
        && p.y() >= min.y()
        && p.y() <= max.y()
        && p.z() >= min.z()
        && p.z() <= max.z();
  }
}
