package org.regista.compute.kernel;

import org.regista.geometry.GridGeometry;

/** Lengths along the axes of grids. */
final class Lengths {

  private Lengths() {}

  /** The spacing of a grid, mm. */
  static AxisValues of(GridGeometry grid) {
    return new AxisValues(grid.spacingMm(0), grid.spacingMm(1), grid.spacingMm(2));
  }

  static double finest(AxisValues mm) {
    return Math.min(mm.i(), Math.min(mm.j(), mm.k()));
  }

  static AxisValues inVoxels(double mm, AxisValues spacingMm) {
    return new AxisValues(mm / spacingMm.i(), mm / spacingMm.j(), mm / spacingMm.k());
  }
}
