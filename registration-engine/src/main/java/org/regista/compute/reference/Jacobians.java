package org.regista.compute.reference;

import java.util.Arrays;
import org.regista.compute.kernel.JacobianStatistics;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsVector;
import org.regista.image.NativeBuffer;
import org.regista.parallel.Workers;

/** Determinants of x + u(x) on the grid of u. */
final class Jacobians {

  private final Planes planes;
  private final GridSize size;
  private final int threads;

  /** A field, plane by plane, in voxels; read by several threads. */
  interface Planes {
    VectorRun at(int k);
  }

  Jacobians(NativeBuffer u, GridSize size, int threads) {
    this(k -> plane(u, size, k), size, threads);
  }

  Jacobians(Planes planes, GridSize size, int threads) {
    this.planes = planes;
    this.size = size;
    this.threads = threads;
  }

  /** See {@link org.regista.compute.kernel.FieldKernels#jacobian}. */
  JacobianStatistics statistics(NativeBuffer centralMap) {
    int cellPlanes = size.nk() - 1;
    double[][] extremes = new double[cellPlanes][];
    double[] folded =
        Reduction.overItems(
            cellPlanes, 1, threads, (sums, k) -> extremes[k] = extremesOfPlane(k, sums));
    double[] logs =
        Reduction.overItems(size.nk(), 4, threads, (sums, k) -> centralPlane(k, centralMap, sums));
    boolean noCell = cellPlanes == 0 || size.ni() == 1 || size.nj() == 1;
    double min = Arrays.stream(extremes).mapToDouble(e -> e[0]).min().orElse(1);
    double max = Arrays.stream(extremes).mapToDouble(e -> e[1]).max().orElse(1);
    double positive = logs[1];
    double mean = positive > 0 ? logs[2] / positive : 0;
    double variance = positive > 0 ? logs[3] / positive - mean * mean : 0;
    return new JacobianStatistics(
        noCell ? 1 : min,
        noCell ? 1 : max,
        (long) folded[0],
        (long) logs[0],
        mean,
        Math.sqrt(Math.max(variance, 0)));
  }

  /** See {@link org.regista.compute.kernel.FieldKernels#flagSmallDeterminants}. */
  long flagSmall(double minimum, NativeBuffer flags) {
    boolean[][] small = new boolean[size.nk() - 1][size.ni() * size.nj()];
    double[] cells =
        Reduction.overItems(
            small.length,
            1,
            threads,
            (sums, k) ->
                forEachCell(
                    k,
                    (p, cell) -> {
                      small[k][p] = cell.min() < minimum;
                      sums[0] += small[k][p] ? 1 : 0;
                    }));
    Workers.forEach(size.nk(), threads, k -> flagPlane(small, k, flags));
    return (long) cells[0];
  }

  /** A cell of a plane of cells; p is the position of its corner 0 in the plane of voxels. */
  private interface CellBody {
    void accept(int p, DigitalCell cell);
  }

  private void forEachCell(int k, CellBody body) {
    int ni = size.ni();
    VectorRun lower = plane(k);
    VectorRun upper = plane(k + 1);
    DigitalCell cell = new DigitalCell();
    for (int j = 0; j < size.nj() - 1; j++) {
      for (int i = 0; i < ni - 1; i++) {
        int p = j * ni + i;
        for (int corner = 0; corner < 8; corner++) {
          VectorRun run = corner < 4 ? lower : upper;
          int q = p + (corner & 1) + (corner >> 1 & 1) * ni;
          cell.setCorner(corner, run.c0[q], run.c1[q], run.c2[q]);
        }
        cell.evaluate();
        body.accept(p, cell);
      }
    }
  }

  /** Smallest and largest determinant; adds the number of folded cells to {@code sums[0]}. */
  private double[] extremesOfPlane(int k, double[] sums) {
    double[] extremes = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    forEachCell(
        k,
        (p, cell) -> {
          extremes[0] = Math.min(extremes[0], cell.min());
          extremes[1] = Math.max(extremes[1], cell.max());
          sums[0] += cell.min() <= 0 ? 1 : 0;
        });
    return extremes;
  }

  private void flagPlane(boolean[][] small, int k, NativeBuffer flags) {
    float[] flag = new float[size.ni() * size.nj()];
    for (int below = Math.max(k - 1, 0); below <= Math.min(k, small.length - 1); below++) {
      for (int p = 0; p < flag.length; p++) {
        if (small[below][p]) {
          flag[p] = 1;
          flag[p + 1] = 1;
          flag[p + size.ni()] = 1;
          flag[p + size.ni() + 1] = 1;
        }
      }
    }
    flags.write(size.offset(0, 0, k), flag, flag.length);
  }

  /**
   * Writes the central determinants of one plane; adds to {@code sums} the number of those &lt;= 0,
   * the number of positive ones, the sum of their logarithms and of the squares of these.
   */
  private void centralPlane(int k, NativeBuffer centralMap, double[] sums) {
    CentralDifferences differences = new CentralDifferences(k);
    float[] map = new float[size.ni() * size.nj()];
    for (int j = 0, p = 0; j < size.nj(); j++) {
      for (int i = 0; i < size.ni(); i++, p++) {
        double determinant = differences.determinant(i, j);
        map[p] = (float) determinant;
        if (determinant > 0) {
          double log = Math.log(determinant);
          sums[1]++;
          sums[2] += log;
          sums[3] += log * log;
        } else {
          sums[0]++;
        }
      }
    }
    centralMap.write(size.offset(0, 0, k), map, map.length);
  }

  /** Displacements in LPS mm, turned into voxels as they are read. */
  static Planes ofMm(NativeBuffer mm, AffineMap lpsToIndex, GridSize size) {
    return k -> {
      VectorRun run = plane(mm, size, k);
      for (int n = 0; n < run.c0.length; n++) {
        LpsVector v = lpsToIndex.applyToVector(new LpsVector(run.c0[n], run.c1[n], run.c2[n]));
        run.set(n, v.x(), v.y(), v.z());
      }
      return run;
    };
  }

  private VectorRun plane(int k) {
    return planes.at(k);
  }

  private static VectorRun plane(NativeBuffer u, GridSize size, int k) {
    int length = size.ni() * size.nj();
    VectorRun run = new VectorRun(length, size.voxelCount());
    run.read(u, size.offset(0, 0, k), length);
    return run;
  }

  /** Central differences within the grid, one-sided at its edge, 0 along an axis of one voxel. */
  private final class CentralDifferences {

    private final VectorRun below;
    private final VectorRun here;
    private final VectorRun above;
    private final double perK;

    CentralDifferences(int k) {
      int lower = Math.max(k - 1, 0);
      int upper = Math.min(k + 1, size.nk() - 1);
      this.here = plane(k);
      this.below = lower == k ? here : plane(lower);
      this.above = upper == k ? here : plane(upper);
      this.perK = 1.0 / Math.max(upper - lower, 1);
    }

    double determinant(int i, int j) {
      int ni = size.ni();
      int p = j * ni + i;
      int left = i > 0 ? p - 1 : p;
      int right = i < ni - 1 ? p + 1 : p;
      int front = j > 0 ? p - ni : p;
      int back = j < size.nj() - 1 ? p + ni : p;
      double perI = 1.0 / Math.max(right - left, 1);
      double perJ = 1.0 / Math.max((back - front) / ni, 1);
      return DigitalCell.determinant(
          1 + slope(here.c0, left, here.c0, right, perI),
          slope(here.c0, front, here.c0, back, perJ),
          slope(below.c0, p, above.c0, p, perK),
          slope(here.c1, left, here.c1, right, perI),
          1 + slope(here.c1, front, here.c1, back, perJ),
          slope(below.c1, p, above.c1, p, perK),
          slope(here.c2, left, here.c2, right, perI),
          slope(here.c2, front, here.c2, back, perJ),
          1 + slope(below.c2, p, above.c2, p, perK));
    }

    private static double slope(float[] low, int a, float[] high, int b, double perVoxel) {
      return ((double) high[b] - low[a]) * perVoxel;
    }
  }
}
