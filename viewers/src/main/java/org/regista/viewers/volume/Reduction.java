package org.regista.viewers.volume;

import java.util.function.BooleanSupplier;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.parallel.Workers;

/** Blocks of {@code fi x fj x fk} voxels become one, their mean. */
record Reduction(int fi, int fj, int fk) {

  /** The least that brings {@code grid} within the limits, along its finest axes first. */
  static Reduction within(GridGeometry grid, VolumeScene.Limits limits) {
    int[] factor = {1, 1, 1};
    while (true) {
      Reduction r = new Reduction(factor[0], factor[1], factor[2]);
      GridSize size = r.size(grid.size());
      int tooLong =
          size.ni() > limits.edge()
              ? 0
              : size.nj() > limits.edge() ? 1 : size.nk() > limits.edge() ? 2 : -1;
      if (tooLong < 0 && size.voxelCount() <= limits.voxels()) {
        return r;
      }
      factor[tooLong >= 0 ? tooLong : finest(grid, factor)]++;
    }
  }

  private static int finest(GridGeometry grid, int[] factor) {
    int best = 0;
    for (int axis = 1; axis < 3; axis++) {
      if (grid.spacingMm(axis) * factor[axis] < grid.spacingMm(best) * factor[best]) {
        best = axis;
      }
    }
    return best;
  }

  /** The most that leaves spacings of {@code mm} or less. */
  static Reduction towards(GridGeometry grid, double mm) {
    return new Reduction(
        Math.max(1, (int) (mm / grid.spacingMm(0))),
        Math.max(1, (int) (mm / grid.spacingMm(1))),
        Math.max(1, (int) (mm / grid.spacingMm(2))));
  }

  boolean isNone() {
    return fi == 1 && fj == 1 && fk == 1;
  }

  /** "fixed reduced 2 x 2 x 1"; empty if it is not. */
  String words() {
    return isNone() ? "" : "fixed reduced by %d × %d × %d".formatted(fi, fj, fk);
  }

  GridSize size(GridSize of) {
    return new GridSize(
        Math.ceilDiv(of.ni(), fi), Math.ceilDiv(of.nj(), fj), Math.ceilDiv(of.nk(), fk));
  }

  GridGeometry grid(GridGeometry of) {
    return stretched(of, size(of.size()), fi, fj, fk);
  }

  /** Voxels longer by these factors, from the same corner of the grid. */
  static GridGeometry stretched(GridGeometry of, GridSize size, double fi, double fj, double fk) {
    AffineMap map = of.indexToLps();
    LpsVector ci = map.column(0).times(fi);
    LpsVector cj = map.column(1).times(fj);
    LpsVector ck = map.column(2).times(fk);
    VoxelIndex first = new VoxelIndex((fi - 1) / 2, (fj - 1) / 2, (fk - 1) / 2);
    return new GridGeometry(size, AffineMap.ofColumns(ci, cj, ck, of.toLps(first)));
  }

  /** A new volume, owned by the caller. Blocks at the far ends may hold fewer voxels. */
  Volume apply(Volume volume, int threads, BooleanSupplier abandoned) {
    GridGeometry grid = grid(volume.grid());
    NativeBuffer means = NativeBuffer.allocate(grid.size().voxelCount());
    try {
      Workers.forEach(
          grid.size().nk(),
          threads,
          k -> {
            Range.goOn(abandoned);
            float[] plane = plane(volume, grid.size(), k);
            means.write(grid.size().offset(0, 0, k), plane, plane.length);
          });
    } catch (RuntimeException e) {
      means.close();
      throw e;
    }
    return new Volume(volume.space(), grid, volume.unit(), means);
  }

  /** The means of one plane of blocks [nj][ni]; what is not finite does not count. */
  float[] plane(Volume volume, GridSize size, int k) {
    GridSize from = volume.size();
    float[] row = new float[from.ni()];
    double[] sum = new double[size.ni() * size.nj()];
    int[] count = new int[sum.length];
    for (int z = k * fk; z < Math.min((k + 1) * fk, from.nk()); z++) {
      for (int y = 0; y < from.nj(); y++) {
        volume.voxels().read(from.offset(0, y, z), row, row.length);
        int start = y / fj * size.ni();
        for (int x = 0; x < row.length; x++) {
          if (Float.isFinite(row[x])) {
            sum[start + x / fi] += row[x];
            count[start + x / fi]++;
          }
        }
      }
    }
    float[] plane = new float[sum.length];
    for (int n = 0; n < plane.length; n++) {
      plane[n] = (float) (sum[n] / count[n]);
    }
    return plane;
  }
}
