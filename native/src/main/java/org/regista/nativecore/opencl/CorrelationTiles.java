package org.regista.nativecore.opencl;

import org.regista.error.DeviceException;
import org.regista.geometry.GridSize;

/**
 * How the kernels of {@code lncc.cl} divide a grid: a group has {@code TX x TY} columns and {@code
 * depth} planes, and shares tiles of the images with a halo of the radii.
 *
 * @param tileFloats of one tile
 * @param rowReals of one table of sums along i
 */
record CorrelationTiles(
    int radiusI, int radiusJ, int radiusK, int tx, int ty, int tileFloats, int rowReals) {

  /** Planes of a group: the halo of 2 radius planes is then a small share. */
  static final int DEPTH = 32;

  private static final int TX = 32;
  private static final int MOST_ROWS = 8;

  /** The tallest tiles that fit into the memory that a group shares. */
  static CorrelationTiles fitting(OpenClDevice device, int realBytes, int ri, int rj, int rk) {
    for (int ty = MOST_ROWS; ty >= 1; ty /= 2) {
      int rows = ty + 2 * rj;
      CorrelationTiles tiles =
          new CorrelationTiles(ri, rj, rk, TX, ty, rows * (TX + 2 * ri), rows * TX);
      if (3L * tiles.tileFloats * Float.BYTES + 6L * tiles.rowReals * realBytes
          <= device.localBytes()) {
        return tiles;
      }
    }
    throw new DeviceException(
        "local correlation with a radius of (%d, %d, %d) voxels does not fit into the %d bytes that a group shares on '%s'; use a smaller radius or '--backend cpu'"
            .formatted(ri, rj, rk, device.localBytes(), device.name()));
  }

  /** Definitions that the program is built with. */
  String options() {
    return "-D RI=%d -D RJ=%d -D RK=%d -D TX=%d -D TY=%d"
        .formatted(radiusI, radiusJ, radiusK, tx, ty);
  }

  long groups(GridSize size) {
    return (long) ceil(size.ni(), tx) * ceil(size.nj(), ty) * ceil(size.nk(), DEPTH);
  }

  /** The work-items of a launch over all columns. */
  long[] items(GridSize size) {
    return new long[] {size.ni(), size.nj(), ceil(size.nk(), DEPTH)};
  }

  private static int ceil(int n, int by) {
    return (n + by - 1) / by;
  }
}
