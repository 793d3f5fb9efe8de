package org.regista.preprocess;

import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.parallel.Workers;

/**
 * Coarser versions of a volume. An axis of spacing d is smoothed by a Gaussian of sqrt(s^2 - d^2) /
 * 2 mm to look as if it had been taken at the spacing s, also where d is too near to s for
 * thinning, so that two images of one level are equally sharp. Then every f-th voxel is kept, such
 * that the kept voxels lie centred over the ones they stand for; the grid geometry moves with them.
 */
public final class Pyramid {

  private static final double SIGMA_PER_SPACING = 0.5;

  private Pyramid() {}

  /**
   * A new volume, owned by the caller, of about the spacing {@code targetMm} along each axis that
   * is finer; its own for a target of 0. At least {@code minimumSize} voxels stay along an axis
   * that had them.
   */
  public static Volume at(Volume volume, double targetMm, int minimumSize, int threads) {
    GridGeometry grid = volume.grid();
    Axis i = Axis.of(grid, 0, grid.size().ni(), targetMm, minimumSize);
    Axis j = Axis.of(grid, 1, grid.size().nj(), targetMm, minimumSize);
    Axis k = Axis.of(grid, 2, grid.size().nk(), targetMm, minimumSize);
    GridGeometry thinned = gridAt(grid, targetMm, minimumSize);
    GridSize to = thinned.size();
    GridSize from = volume.size();
    NativeBuffer alongI = shrinkI(volume.voxels(), from, i, threads);
    NativeBuffer alongJ =
        shrinkPlanes(alongI, new GridSize(to.ni(), from.nj(), from.nk()), j, threads);
    alongI.close();
    NativeBuffer alongK =
        shrinkStack(alongJ, new GridSize(to.ni(), to.nj(), from.nk()), k, threads);
    alongJ.close();
    return new Volume(volume.space(), thinned, volume.unit(), alongK);
  }

  /** The grid of {@link #at}. */
  public static GridGeometry gridAt(GridGeometry grid, double targetMm, int minimumSize) {
    Axis i = Axis.of(grid, 0, grid.size().ni(), targetMm, minimumSize);
    Axis j = Axis.of(grid, 1, grid.size().nj(), targetMm, minimumSize);
    Axis k = Axis.of(grid, 2, grid.size().nk(), targetMm, minimumSize);
    AffineMap toFull =
        new AffineMap(
            i.factor(), 0, 0, i.first(), 0, j.factor(), 0, j.first(), 0, 0, k.factor(), k.first());
    GridSize to = new GridSize(i.kept(), j.kept(), k.kept());
    return new GridGeometry(to, toFull.andThen(grid.indexToLps()));
  }

  /**
   * What happens along one axis.
   *
   * @param factor one voxel in so many is kept: the spacing comes as near as possible to the target
   *     without passing it by more than a third
   * @param sigmaVoxels of the smoothing, in full voxels
   */
  private record Axis(int length, int factor, double sigmaVoxels) {

    static Axis of(GridGeometry grid, int axis, int length, double targetMm, int minimumSize) {
      double spacingMm = grid.spacingMm(axis);
      int bySpacing = (int) Math.floor(targetMm / spacingMm + 1.0 / 3);
      int factor = Math.max(1, Math.min(bySpacing, length / minimumSize));
      double lost = Math.max(0, targetMm * targetMm - spacingMm * spacingMm);
      return new Axis(length, factor, SIGMA_PER_SPACING * Math.sqrt(lost) / spacingMm);
    }

    int kept() {
      return Math.max(1, length / factor);
    }

    /** Where the first kept voxel lies, in full voxels; both grids share their centre. */
    double first() {
      return ((length - 1) - (kept() - 1.0) * factor) / 2;
    }
  }

  private static NativeBuffer shrinkI(NativeBuffer in, GridSize from, Axis axis, int threads) {
    int ni = axis.kept();
    NativeBuffer out = NativeBuffer.allocate((long) ni * from.nj() * from.nk());
    Taps taps = Taps.of(axis);
    Workers.forEach(
        from.nk(),
        threads,
        k -> {
          float[] row = new float[from.ni()];
          float[] kept = new float[ni];
          for (int j = 0; j < from.nj(); j++) {
            in.read(from.offset(0, j, k), row, from.ni());
            for (int i = 0; i < ni; i++) {
              double sum = 0;
              for (int t = 0; t < taps.count(); t++) {
                sum += taps.weight(i, t) * row[taps.position(i, t)];
              }
              kept[i] = (float) sum;
            }
            out.write(((long) k * from.nj() + j) * ni, kept, ni);
          }
        });
    return out;
  }

  private static NativeBuffer shrinkPlanes(NativeBuffer in, GridSize from, Axis axis, int threads) {
    int nj = axis.kept();
    GridSize to = new GridSize(from.ni(), nj, from.nk());
    NativeBuffer out = NativeBuffer.allocate(to.voxelCount());
    Taps taps = Taps.of(axis);
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

  private static NativeBuffer shrinkStack(NativeBuffer in, GridSize from, Axis axis, int threads) {
    int nk = axis.kept();
    GridSize to = new GridSize(from.ni(), from.nj(), nk);
    NativeBuffer out = NativeBuffer.allocate(to.voxelCount());
    Taps taps = Taps.of(axis);
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

    static Taps of(Axis axis) {
      double sigma = axis.sigmaVoxels();
      int to = axis.kept();
      int reach = sigma == 0 ? 0 : (int) Math.ceil(3 * sigma) + 1;
      int count = 2 * reach + 1;
      int[] positions = new int[to * count];
      double[] weights = new double[to * count];
      for (int i = 0; i < to; i++) {
        double centre = axis.first() + (double) i * axis.factor();
        int nearest = (int) Math.round(centre);
        double sum = 0;
        for (int t = 0; t < count; t++) {
          int position = nearest + t - reach;
          double d = sigma == 0 ? 0 : (position - centre) / sigma;
          weights[i * count + t] = Math.exp(-0.5 * d * d);
          positions[i * count + t] = Math.clamp(position, 0, axis.length() - 1);
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
