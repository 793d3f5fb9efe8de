package org.regista.register.landmarks;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ojalgo.matrix.decomposition.LU;
import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;
import org.regista.error.InputDataException;
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
 * The smoothest map through pairs of points, or close by them: a thin-plate spline (Bookstein 1989,
 * doi:10.1109/34.24792), {@code x -> x + c + L x + sum_i w_i U(|x - p_i|)}. In three dimensions U
 * is the distance itself; Bookstein's r^2 log r is that of the plane. As people mark a place only
 * to about a millimetre, the spline may miss by {@value #STIFFNESS_MM} mm times w (Wahba 1990,
 * section 2.4), which we add to the diagonal of Bookstein's matrix K, eq. 11, with the sign that U
 * has here.
 */
public final class ThinPlateSpline {

  /** Fewer tell no affine part. */
  public static final int FEWEST = 4;

  private static final double STIFFNESS_MM = 1;

  /** Of the largest spread along an axis; below it the points lie in a plane. */
  private static final double LEAST_SPREAD = 1e-3;

  /** The inverse is this exact, and derivatives are asked this far beside a landmark. */
  private static final double CLOSE_MM = 1e-3;

  private static final int MOST_ROUNDS = 100;

  private final double[][] points;
  private final LpsPoint centre;

  /** Rows: a w per point, then c and the three columns of L. */
  private final double[][] coefficients;

  private ThinPlateSpline(double[][] points, LpsPoint centre, double[][] coefficients) {
    this.points = points;
    this.centre = centre;
    this.coefficients = coefficients;
  }

  /** Whether a spline goes through these: at least four that do not lie in a plane. */
  public static boolean canThrough(List<LpsPoint> from) {
    return from.size() >= FEWEST && spread(centred(from, mean(from))) > LEAST_SPREAD;
  }

  /**
   * @param from LPS mm, where the map is asked
   * @param to where it leads, LPS mm of the same space, point by point
   * @throws InputDataException if the points are too few, lie in a plane, or two are one
   */
  public static ThinPlateSpline through(List<LpsPoint> from, List<LpsPoint> to) {
    if (from.size() != to.size()) {
      throw new IllegalArgumentException(
          "%d points and %d counterparts".formatted(from.size(), to.size()));
    }
    if (!canThrough(from)) {
      throw new InputDataException(
          "a thin-plate spline needs at least %d landmarks that do not lie in a plane, here are %d; mark more, or fit rigidly"
              .formatted(FEWEST, from.size()));
    }
    LpsPoint centre = mean(from);
    double[][] p = centred(from, centre);
    LU<Double> system = LU.R064.make(p.length + 4, p.length + 4);
    system.decompose(system(p));
    if (!system.isSolvable()) {
      throw new InputDataException(
          "the landmarks tell no thin-plate spline; are two of them the same place?");
    }
    double[][] right = new double[p.length + 4][3];
    for (int n = 0; n < p.length; n++) {
      LpsVector u = to.get(n).minus(from.get(n));
      right[n] = new double[] {u.x(), u.y(), u.z()};
    }
    MatrixStore<Double> found = system.getSolution(R064Store.FACTORY.rows(right));
    return new ThinPlateSpline(p, centre, found.toRawCopy2D());
  }

  private static R064Store system(double[][] p) {
    int n = p.length;
    double[][] rows = new double[n + 4][n + 4];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        rows[a][b] = a == b ? -STIFFNESS_MM : distance(p[a], p[b][0], p[b][1], p[b][2]);
      }
      double[] affine = {1, p[a][0], p[a][1], p[a][2]};
      for (int c = 0; c < 4; c++) {
        rows[a][n + c] = affine[c];
        rows[n + c][a] = affine[c];
      }
    }
    return R064Store.FACTORY.rows(rows);
  }

  private static double distance(double[] p, double x, double y, double z) {
    double dx = x - p[0];
    double dy = y - p[1];
    double dz = z - p[2];
    return Math.sqrt(dx * dx + dy * dy + dz * dz);
  }

  private static LpsPoint mean(List<LpsPoint> points) {
    LpsVector sum = LpsVector.ZERO;
    for (LpsPoint p : points) {
      sum = sum.plus(new LpsVector(p.x(), p.y(), p.z()));
    }
    LpsVector mean = sum.times(1.0 / points.size());
    return new LpsPoint(mean.x(), mean.y(), mean.z());
  }

  private static double[][] centred(List<LpsPoint> points, LpsPoint centre) {
    return points.stream()
        .map(p -> p.minus(centre))
        .map(v -> new double[] {v.x(), v.y(), v.z()})
        .toArray(double[][]::new);
  }

  /** The smallest spread along an axis as a share of the largest. */
  private static double spread(double[][] p) {
    SingularValue<Double> svd = SingularValue.R064.make(p.length, 3);
    svd.decompose(R064Store.FACTORY.rows(p));
    double[] s = svd.getSingularValues().toRawCopy1D();
    return s[0] > 0 ? s[2] / s[0] : 0;
  }

  /** Where a point is taken, LPS mm. */
  public LpsPoint apply(LpsPoint at) {
    return at.plus(displacement(at.minus(centre)));
  }

  private LpsVector displacement(LpsVector v) {
    double[] u = new double[3];
    displacement(v.x(), v.y(), v.z(), u);
    return new LpsVector(u[0], u[1], u[2]);
  }

  private void displacement(double x, double y, double z, double[] u) {
    int n = points.length;
    for (int axis = 0; axis < 3; axis++) {
      u[axis] =
          coefficients[n][axis]
              + coefficients[n + 1][axis] * x
              + coefficients[n + 2][axis] * y
              + coefficients[n + 3][axis] * z;
    }
    for (int p = 0; p < n; p++) {
      double r = distance(points[p], x, y, z);
      u[0] += coefficients[p][0] * r;
      u[1] += coefficients[p][1] * r;
      u[2] += coefficients[p][2] * r;
    }
  }

  /** The part that does not bend: {@code x + c + L x}. */
  public AffineMap affine() {
    LpsVector toCentre = new LpsVector(centre.x(), centre.y(), centre.z());
    return AffineMap.translation(toCentre.times(-1))
        .andThen(linear())
        .andThen(AffineMap.translation(toCentre));
  }

  /** 1 + L, and c. */
  private AffineMap linear() {
    double[] c = coefficients[points.length];
    double[] x = coefficients[points.length + 1];
    double[] y = coefficients[points.length + 2];
    double[] z = coefficients[points.length + 3];
    return new AffineMap(
        1 + x[0], y[0], z[0], c[0], x[1], 1 + y[1], z[1], c[1], x[2], y[2], 1 + z[2], c[2]);
  }

  /** What bends before {@link #affine}: this map is first the one returned, then the affine one. */
  public ThinPlateSpline bending() {
    AffineMap back = linear().inverse();
    double[][] bent = new double[points.length + 4][3];
    for (int n = 0; n < points.length; n++) {
      double[] w = coefficients[n];
      LpsVector turned = back.applyToVector(new LpsVector(w[0], w[1], w[2]));
      bent[n] = new double[] {turned.x(), turned.y(), turned.z()};
    }
    return new ThinPlateSpline(points, centre, bent);
  }

  /** The map as a field, space onto itself; the caller closes it. */
  public DisplacementField on(GridGeometry grid, Space space, int threads) {
    return field(grid, space, threads, this::displacement);
  }

  /**
   * The inverse as a field: v with {@code y + v + u(y + v) = y} by the fixed point v <- -u(y + v),
   * which converges where u stretches by less than its length, and is damped where it does not.
   */
  public DisplacementField inverseOn(GridGeometry grid, Space space, int threads) {
    return field(grid, space, threads, this::inverse);
  }

  private LpsVector inverse(LpsVector y) {
    LpsVector v = LpsVector.ZERO;
    double before = Double.MAX_VALUE;
    double step = 1;
    for (int n = 0; n < MOST_ROUNDS; n++) {
      LpsVector off = v.plus(displacement(y.plus(v))).times(-1);
      double mm = off.lengthMm();
      if (mm < CLOSE_MM) {
        break;
      }
      step = mm < before ? step : step / 2;
      before = mm;
      v = v.plus(off.times(step));
    }
    return v;
  }

  /**
   * @param u of places relative to the centre
   */
  private DisplacementField field(
      GridGeometry grid, Space space, int threads, UnaryOperator<LpsVector> u) {
    GridSize size = grid.size();
    long count = size.voxelCount();
    NativeBuffer field = NativeBuffer.allocate(3 * count);
    Workers.forEach(
        size.nk(),
        threads,
        k -> {
          for (int j = 0; j < size.nj(); j++) {
            for (int i = 0; i < size.ni(); i++) {
              LpsVector mm = u.apply(grid.toLps(new VoxelIndex(i, j, k)).minus(centre));
              long voxel = size.offset(i, j, k);
              field.set(voxel, (float) mm.x());
              field.set(count + voxel, (float) mm.y());
              field.set(2 * count + voxel, (float) mm.z());
            }
          }
        });
    return new DisplacementField(space, space, grid, field);
  }

  /**
   * The smallest determinant of the map's derivative at all voxels of a grid and close by the
   * landmarks, where the derivative jumps; 0 or less is a fold.
   */
  public double smallestJacobian(GridGeometry grid, int threads) {
    GridSize size = grid.size();
    double[] least = new double[size.nk()];
    Workers.forEach(
        size.nk(),
        threads,
        k -> {
          least[k] = Double.MAX_VALUE;
          for (int j = 0; j < size.nj(); j++) {
            for (int i = 0; i < size.ni(); i++) {
              LpsVector v = grid.toLps(new VoxelIndex(i, j, k)).minus(centre);
              least[k] = Math.min(least[k], determinant(v.x(), v.y(), v.z()));
            }
          }
        });
    double smallest = Arrays.stream(least).min().orElseThrow();
    for (double[] p : points) {
      for (int axis = 0; axis < 3; axis++) {
        for (double mm = -CLOSE_MM; mm <= CLOSE_MM; mm += 2 * CLOSE_MM) {
          double[] near = p.clone();
          near[axis] += mm;
          smallest = Math.min(smallest, determinant(near[0], near[1], near[2]));
        }
      }
    }
    return smallest;
  }

  /** The determinant of the map's derivative at a place other than a landmark. */
  double jacobian(LpsPoint at) {
    LpsVector v = at.minus(centre);
    return determinant(v.x(), v.y(), v.z());
  }

  private double determinant(double x, double y, double z) {
    AffineMap flat = linear();
    double[] d = {
      flat.m00(),
      flat.m01(),
      flat.m02(),
      flat.m10(),
      flat.m11(),
      flat.m12(),
      flat.m20(),
      flat.m21(),
      flat.m22()
    };
    for (int n = 0; n < points.length; n++) {
      double r = distance(points[n], x, y, z);
      if (r > 0) {
        double[] slope = {(x - points[n][0]) / r, (y - points[n][1]) / r, (z - points[n][2]) / r};
        for (int entry = 0; entry < 9; entry++) {
          d[entry] += coefficients[n][entry / 3] * slope[entry % 3];
        }
      }
    }
    return d[0] * (d[4] * d[8] - d[5] * d[7])
        - d[1] * (d[3] * d[8] - d[5] * d[6])
        + d[2] * (d[3] * d[7] - d[4] * d[6]);
  }
}
