package org.regista.viewers.volume;

import java.util.function.BooleanSupplier;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.image.Volume;
import org.regista.parallel.Workers;

/**
 * One volume for rays: unsigned 16-bit codes, planar [nk][nj][ni], that stand for the values from
 * {@code lowest} to {@code highest}, and the range of codes in each block of {@value #BLOCK} voxels
 * along each axis, by which rays leap over what cannot be seen.
 */
final class RayLayer {

  /** Edge of a block, voxels. */
  static final int BLOCK = 8;

  /** The largest code. */
  static final int LAST = 65535;

  private final GridGeometry grid;
  private final Range range;
  private final short[] codes;
  private final GridSize blocks;
  private final short[] blockLowest;
  private final short[] blockHighest;

  private RayLayer(GridGeometry grid, Range range, short[] codes, int threads) {
    this.grid = grid;
    this.range = range;
    this.codes = codes;
    GridSize n = grid.size();
    this.blocks =
        new GridSize(
            Math.ceilDiv(n.ni(), BLOCK), Math.ceilDiv(n.nj(), BLOCK), Math.ceilDiv(n.nk(), BLOCK));
    this.blockLowest = new short[(int) blocks.voxelCount()];
    this.blockHighest = new short[blockLowest.length];
    Workers.forEach(blocks.nk(), threads, this::measureBlocks);
  }

  static RayLayer of(Volume volume, Reduction reduction, int threads, BooleanSupplier abandoned) {
    GridGeometry grid = reduction.grid(volume.grid());
    Range range = Range.of(volume, threads, abandoned);
    short[] codes = new short[Math.toIntExact(grid.size().voxelCount())];
    int planeLength = grid.size().ni() * grid.size().nj();
    Workers.forEach(
        grid.size().nk(),
        threads,
        k -> {
          Range.goOn(abandoned);
          encode(reduction.plane(volume, grid.size(), k), range, codes, k * planeLength);
        });
    return new RayLayer(grid, range, codes, threads);
  }

  /**
   * @param whole closed here
   */
  static RayLayer of(Volume whole, Range range, int threads, BooleanSupplier abandoned) {
    try (whole) {
      GridSize size = whole.size();
      short[] codes = new short[Math.toIntExact(size.voxelCount())];
      int planeLength = size.ni() * size.nj();
      Workers.forEach(
          size.nk(),
          threads,
          k -> {
            Range.goOn(abandoned);
            float[] plane = new float[planeLength];
            whole.voxels().read(size.offset(0, 0, k), plane, planeLength);
            encode(plane, range, codes, k * planeLength);
          });
      return new RayLayer(whole.grid(), range, codes, threads);
    }
  }

  private static void encode(float[] values, Range range, short[] codes, int from) {
    double scale = LAST / (range.highest() - range.lowest());
    for (int n = 0; n < values.length; n++) {
      // NaN becomes 0, the lowest value
      codes[from + n] =
          (short) Math.clamp((int) ((values[n] - range.lowest()) * scale + 0.5), 0, LAST);
    }
  }

  /** A sample between two blocks reads one voxel of the other. */
  private void measureBlocks(int bk) {
    GridSize n = grid.size();
    for (int bj = 0; bj < blocks.nj(); bj++) {
      for (int bi = 0; bi < blocks.ni(); bi++) {
        int lowest = LAST;
        int highest = 0;
        for (int k = first(bk); k < end(bk, n.nk()); k++) {
          for (int j = first(bj); j < end(bj, n.nj()); j++) {
            int row = (k * n.nj() + j) * n.ni();
            for (int i = first(bi); i < end(bi, n.ni()); i++) {
              int code = codes[row + i] & LAST;
              lowest = Math.min(lowest, code);
              highest = Math.max(highest, code);
            }
          }
        }
        int block = (bk * blocks.nj() + bj) * blocks.ni() + bi;
        blockLowest[block] = (short) lowest;
        blockHighest[block] = (short) highest;
      }
    }
  }

  private static int first(int block) {
    return Math.max(0, block * BLOCK - 1);
  }

  private static int end(int block, int length) {
    return Math.min(length, (block + 1) * BLOCK + 1);
  }

  GridSize size() {
    return grid.size();
  }

  GridSize blocks() {
    return blocks;
  }

  /** All codes; borrowed for reading. */
  short[] codes() {
    return codes;
  }

  AffineMap lpsToIndex() {
    return grid.lpsToIndex();
  }

  double finestMm() {
    return Math.min(grid.spacingMm(0), Math.min(grid.spacingMm(1), grid.spacingMm(2)));
  }

  /** Where {@code value} lies between the lowest and the highest. */
  double share(double value) {
    return (value - range.lowest()) / (range.highest() - range.lowest());
  }

  double value(double share) {
    return range.lowest() + share * (range.highest() - range.lowest());
  }

  /** Smallest share that a sample in a block can have. */
  double lowestOf(int block) {
    return (blockLowest[block] & LAST) / (double) LAST;
  }

  /** Largest share that a sample in a block can have. */
  double highestOf(int block) {
    return (blockHighest[block] & LAST) / (double) LAST;
  }

  /** Trilinear share at a continuous index; beyond the outermost centres the border holds. */
  double at(double i, double j, double k) {
    GridSize n = grid.size();
    double x = Math.clamp(i, 0, n.ni() - 1);
    double y = Math.clamp(j, 0, n.nj() - 1);
    double z = Math.clamp(k, 0, n.nk() - 1);
    int i0 = Math.min((int) x, Math.max(n.ni() - 2, 0));
    int j0 = Math.min((int) y, Math.max(n.nj() - 2, 0));
    int k0 = Math.min((int) z, Math.max(n.nk() - 2, 0));
    int di = n.ni() > 1 ? 1 : 0;
    int dj = n.nj() > 1 ? n.ni() : 0;
    int dk = n.nk() > 1 ? n.ni() * n.nj() : 0;
    double fi = x - i0;
    double fj = y - j0;
    double fk = z - k0;
    int p = (k0 * n.nj() + j0) * n.ni() + i0;
    double near = (1 - fj) * along(p, di, fi) + fj * along(p + dj, di, fi);
    double far = (1 - fj) * along(p + dk, di, fi) + fj * along(p + dk + dj, di, fi);
    return ((1 - fk) * near + fk * far) / LAST;
  }

  private double along(int p, int di, double fi) {
    int a = codes[p] & LAST;
    int b = codes[p + di] & LAST;
    return a + fi * (b - a);
  }
}
