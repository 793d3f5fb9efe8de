package org.regista.transform.map;

import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.geometry.VoxelIndex;
import org.regista.image.NativeBuffer;
import org.regista.parallel.Workers;
import org.regista.transform.DisplacementField;

/**
 * The inverse of a map on a grid: v with {@code y + v(y) = x} where {@code x + u(x) = y} and {@code
 * u = A^-1 T - id}, T evaluated exactly and also outside the grid. Fixed-point sweeps {@code x <- x
 * - r} (Chen et al. 2008, doi:10.1118/1.2816107) while they shorten the residual r fast, then
 * Newton steps; where the map folds there is no inverse, and the best point stays.
 *
 * @param field v in LPS mm; whoever receives this closes it
 * @param worstMm the longest residual
 * @param unsolved voxels whose residual stayed above {@value #SOLVED_MM} mm
 */
public record MapInverse(DisplacementField field, double worstMm, long unsolved) {

  private static final double SOLVED_MM = 0.05;
  private static final double TOLERANCE_MM = 0.002;
  private static final int SWEEPS = 20;
  private static final int NEWTON_STEPS = 20;

  /** A sweep must shorten the residual to this share of it, or Newton's steps go on. */
  private static final double PROGRESS = 0.7;

  private static final double DIFFERENCE_MM = 0.01;
  private static final double SMALLEST_STEP = 1.0 / 64;

  /** Inverts {@code map} with its linear part {@code a} taken off, as in {@link MapSequence}. */
  public static MapInverse of(
      MapSequence map, AffineMap a, Space space, GridGeometry grid, int threads) {
    GridSize size = grid.size();
    NativeBuffer v = NativeBuffer.allocate(3 * size.voxelCount());
    double[] worst = new double[size.nk()];
    long[] unsolved = new long[size.nk()];
    AffineMap back = a.inverse();
    Workers.forEach(
        size.nk(),
        threads,
        k -> {
          Search search = new Search(map, back);
          for (int j = 0; j < size.nj(); j++) {
            for (int i = 0; i < size.ni(); i++) {
              double residual = search.solve(grid.toLps(new VoxelIndex(i, j, k)));
              worst[k] = Math.max(worst[k], residual);
              unsolved[k] += residual > SOLVED_MM ? 1 : 0;
              search.store(v, size.offset(i, j, k), size.voxelCount());
            }
            search.forget();
          }
        });
    double longest = 0;
    long all = 0;
    for (int k = 0; k < size.nk(); k++) {
      longest = Math.max(longest, worst[k]);
      all += unsolved[k];
    }
    return new MapInverse(new DisplacementField(space, space, grid, v), longest, all);
  }

  /** The search for one voxel after another along a row. */
  private static final class Search {

    private final MapSequence map;
    private final AffineMap back;

    /** v of the voxel before, where the next search starts. */
    private final double[] v = new double[3];

    private final double[] r = new double[3];
    private final double[] trial = new double[3];
    private final double[] p = new double[3];

    Search(MapSequence map, AffineMap back) {
      this.map = map;
      this.back = back;
    }

    void forget() {
      v[0] = 0;
      v[1] = 0;
      v[2] = 0;
    }

    /** The residual that remains, mm. */
    double solve(LpsPoint y) {
      double length = residual(y, v, r);
      for (int n = 0; n < SWEEPS && length > TOLERANCE_MM; n++) {
        double shorter = tried(y, r[0], r[1], r[2], length);
        if (!(shorter < PROGRESS * length)) {
          break;
        }
        length = shorter;
      }
      for (int n = 0; n < NEWTON_STEPS && length > TOLERANCE_MM; n++) {
        double shorter = newton(y, length);
        if (!(shorter < length)) {
          break;
        }
        length = shorter;
      }
      return length;
    }

    /** Goes to {@code v - d} if that is nearer; the residual afterwards. */
    private double tried(LpsPoint y, double d0, double d1, double d2, double length) {
      trial[0] = v[0] - d0;
      trial[1] = v[1] - d1;
      trial[2] = v[2] - d2;
      double other = residual(y, trial, p);
      if (!(other < length)) {
        return length;
      }
      System.arraycopy(trial, 0, v, 0, 3);
      System.arraycopy(p, 0, r, 0, 3);
      return other;
    }

    /** A step by the slope of the map, halved until it helps. */
    private double newton(LpsPoint y, double length) {
      AffineMap slope = slope(y);
      double determinant = slope.determinant();
      if (determinant == 0 || !Double.isFinite(determinant)) {
        return length;
      }
      LpsVector d = slope.inverse().applyToVector(new LpsVector(r[0], r[1], r[2]));
      for (double step = 1; step >= SMALLEST_STEP; step /= 2) {
        double shorter = tried(y, step * d.x(), step * d.y(), step * d.z(), length);
        if (shorter < length) {
          return shorter;
        }
      }
      return length;
    }

    /** Columns by differences over {@value #DIFFERENCE_MM} mm. */
    private AffineMap slope(LpsPoint y) {
      LpsVector[] columns = new LpsVector[3];
      for (int c = 0; c < 3; c++) {
        System.arraycopy(v, 0, trial, 0, 3);
        trial[c] += DIFFERENCE_MM;
        residual(y, trial, p);
        columns[c] = new LpsVector(p[0] - r[0], p[1] - r[1], p[2] - r[2]).times(1 / DIFFERENCE_MM);
      }
      return AffineMap.ofColumns(columns[0], columns[1], columns[2], new LpsPoint(0, 0, 0));
    }

    /** {@code r = A^-1 T(y + v) - y}; its length. */
    private double residual(LpsPoint y, double[] at, double[] into) {
      double[] x = {y.x() + at[0], y.y() + at[1], y.z() + at[2]};
      map.apply(x);
      into[0] = back.row0(x[0], x[1], x[2]) - y.x();
      into[1] = back.row1(x[0], x[1], x[2]) - y.y();
      into[2] = back.row2(x[0], x[1], x[2]) - y.z();
      return Math.sqrt(into[0] * into[0] + into[1] * into[1] + into[2] * into[2]);
    }

    void store(NativeBuffer into, long at, long plane) {
      for (int c = 0; c < 3; c++) {
        into.set(at + c * plane, (float) v[c]);
      }
    }
  }
}
