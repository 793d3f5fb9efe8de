package org.regista.preprocess;

import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.parallel.Workers;

/**
 * Coarser versions of a volume. Each axis is smoothed by a Gaussian of 0.5 f voxels (f its factor;
 * no smoothing for f = 1) and then every f-th voxel is kept, such that the kept voxels lie centred
 * over the ones they stand for; the grid geometry moves with them.
 */
public final class Pyramid {

  private static final double SIGMA_PER_FACTOR = 0.5;

  private Pyramid() {}

  /**
   * Factors that take the spacing of each axis as near as possible to {@code targetMm} without
   * passing it by more than a third, and that leave at least {@code minimumSize} voxels along an
   * axis that had them.
   */
  public static GridSize factorsFor(GridGeometry grid, double targetMm, int minimumSize) {
    return new GridSize(
        factor(grid.spacingMm(0), grid.size().ni(), targetMm, minimumSize),
        factor(grid.spacingMm(1), grid.size().nj(), targetMm, minimumSize),
        factor(grid.spacingMm(2), grid.size().nk(), targetMm, minimumSize));
  }

  private static int factor(double spacingMm, int length, double targetMm, int minimumSize) {
    int bySpacing = (int) Math.floor(targetMm / spacingMm + 1.0 / 3);
    int bySize = length / minimumSize;
    return Math.max(1, Math.min(bySpacing, bySize));
  }

  /** A new volume, owned by the caller, shrunk by an integer factor along each axis. */
  public static Volume shrink(Volume volume, GridSize factors, int threads) {
    GridSize from = volume.size();
    GridSize to =
        new GridSize(
            kept(from.ni(), factors.ni()),
            kept(from.nj(), factors.nj()),
            kept(from.nk(), factors.nk()));
    GridGeometry grid =
        new GridGeometry(to, toFullIndex(from, to, factors).andThen(volume.grid().indexToLps()));
    NativeBuffer alongI = shrinkI(volume.voxels(), from, to, factors.ni(), threads);
    GridSize afterI = new GridSize(to.ni(), from.nj(), from.nk());
    NativeBuffer alongJ = shrinkPlanes(alongI, afterI, to.nj(), factors.nj(), threads);
    alongI.close();
    GridSize afterJ = new GridSize(to.ni(), to.nj(), from.nk());
    NativeBuffer alongK = shrinkStack(alongJ, afterJ, to.nk(), factors.nk(), threads);
    alongJ.close();
    return new Volume(volume.space(), grid, volume.unit(), alongK);
  }

  private static int kept(int length, int factor) {
    return Math.max(1, length / factor);
  }

  /** Index of the shrunken grid to index of the full one, the two grids sharing their centre. */
  private static AffineMap toFullIndex(GridSize from, GridSize to, GridSize factors) {
    return new AffineMap(
        factors.ni(),
        0,
        0,
        first(from.ni(), to.ni(), factors.ni()),
        0,
        factors.nj(),
        0,
        first(from.nj(), to.nj(), factors.nj()),
        0,
        0,
        factors.nk(),
        first(from.nk(), to.nk(), factors.nk()));
  }

  private static double first(int from, int to, int factor) {
    return ((from - 1) - (to - 1.0) * factor) / 2;
  }

  private static NativeBuffer shrinkI(
      NativeBuffer in, GridSize from, GridSize to, int factor, int threads) {
    NativeBuffer out = NativeBuffer.allocate((long) to.ni() * from.nj() * from.nk());
    Taps taps = Taps.of(from.ni(), to.ni(), factor);
    Workers.forEach(
        from.nk(),
        threads,
        k -> {
          float[] row = new float[from.ni()];
          float[] kept = new float[to.ni()];
          for (int j = 0; j < from.nj(); j++) {
            in.read(from.offset(0, j, k), row, from.ni());
            for (int i = 0; i < to.ni(); i++) {
              double sum = 0;
              for (int t = 0; t < taps.count(); t++) {
                sum += taps.weight(i, t) * row[taps.position(i, t)];
              }
              kept[i] = (float) sum;
            }
            out.write(((long) k * from.nj() + j) * to.ni(), kept, to.ni());
          }
        });
    return out;
  }

  private static NativeBuffer shrinkPlanes(
      NativeBuffer in, GridSize from, int nj, int factor, int threads) {
    GridSize to = new GridSize(from.ni(), nj, from.nk());
    NativeBuffer out = NativeBuffer.allocate(to.voxelCount());
    Taps taps = Taps.of(from.nj(), nj, factor);
    Workers.forEach(
        from.nk(),
        threads,
        k -> {
          for (int j = 0; j < nj; j++) {
            int row = j;
            combineRows(
                in,
                out,
                from.ni(),
                to.offset(0, j, k),
                taps,
                row,
                position -> from.offset(0, position, k));
          }
        });
    return out;
  }

  private static NativeBuffer shrinkStack(
      NativeBuffer in, GridSize from, int nk, int factor, int threads) {
    GridSize to = new GridSize(from.ni(), from.nj(), nk);
    NativeBuffer out = NativeBuffer.allocate(to.voxelCount());
    Taps taps = Taps.of(from.nk(), nk, factor);
    Workers.forEach(
        nk,
        threads,
        k -> {
          for (int j = 0; j < from.nj(); j++) {
            int row = j;
            combineRows(
                in,
                out,
                from.ni(),
                to.offset(0, j, k),
                taps,
                k,
                position -> from.offset(0, row, position));
          }
        });
    return out;
  }

  private interface RowOffset {
    long at(int position);
  }

  private static void combineRows(
      NativeBuffer in, NativeBuffer out, int ni, long to, Taps taps, int item, RowOffset rows) {
    float[] row = new float[ni];
    double[] sum = new double[ni];
    float[] kept = new float[ni];
    for (int t = 0; t < taps.count(); t++) {
      in.read(rows.at(taps.position(item, t)), row, ni);
      double weight = taps.weight(item, t);
      for (int i = 0; i < ni; i++) {
        sum[i] += weight * row[i];
      }
    }
    for (int i = 0; i < ni; i++) {
      kept[i] = (float) sum[i];
    }
    out.write(to, kept, ni);
  }

  /** For each kept position along one axis: which samples count and how much (edges replicated). */
  private record Taps(int count, int[] positions, double[] weights) {

    static Taps of(int from, int to, int factor) {
      double sigma = factor == 1 ? 0 : SIGMA_PER_FACTOR * factor;
      int reach = factor == 1 ? 0 : (int) Math.ceil(3 * sigma) + 1;
      int count = 2 * reach + 1;
      int[] positions = new int[to * count];
      double[] weights = new double[to * count];
      for (int i = 0; i < to; i++) {
        double centre = first(from, to, factor) + (double) i * factor;
        int nearest = (int) Math.round(centre);
        double sum = 0;
        for (int t = 0; t < count; t++) {
          int position = nearest + t - reach;
          double d = sigma == 0 ? 0 : (position - centre) / sigma;
          weights[i * count + t] = Math.exp(-0.5 * d * d);
          positions[i * count + t] = Math.clamp(position, 0, from - 1);
          sum += weights[i * count + t];
        }
        for (int t = 0; t < count; t++) {
          weights[i * count + t] /= sum;
        }
      }
      return new Taps(count, positions, weights);
    }

    int position(int item, int tap) {
      return positions[item * count + tap];
    }

    double weight(int item, int tap) {
      return weights[item * count + tap];
    }
  }
}
