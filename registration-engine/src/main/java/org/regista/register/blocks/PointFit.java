package org.regista.register.blocks;

import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.register.plan.LinearStage.Freedom;

/** The map of least squares of the distances between pairs of points, all of one weight. */
final class PointFit {

  /** Of points spread less along one axis than this share of their whole spread no map is known. */
  private static final double LEAST_SPREAD = 1e-4;

  private int count;
  private final double[] fromMean = new double[3];
  private final double[] toMean = new double[3];
  private final double[][] fromFrom = new double[3][3];
  private final double[][] toFrom = new double[3][3];

  /** Over the pairs that are marked. */
  PointFit(Correspondences pairs, boolean[] used) {
    for (int n = 0; n < used.length; n++) {
      count += used[n] ? 1 : 0;
      for (int a = 0; a < 3 && used[n]; a++) {
        fromMean[a] += pairs.from()[3 * n + a];
        toMean[a] += pairs.to()[3 * n + a];
      }
    }
    for (int a = 0; a < 3; a++) {
      fromMean[a] /= count;
      toMean[a] /= count;
    }
    for (int n = 0; n < used.length; n++) {
      for (int b = 0; b < 3 && used[n]; b++) {
        double from = pairs.from()[3 * n + b] - fromMean[b];
        for (int a = 0; a < 3; a++) {
          fromFrom[a][b] += (pairs.from()[3 * n + a] - fromMean[a]) * from;
          toFrom[a][b] += (pairs.to()[3 * n + a] - toMean[a]) * from;
        }
      }
    }
  }

  /**
   * @throws InputDataException if the points lie in a plane
   */
  AffineMap map(Freedom freedom) {
    double spread = (fromFrom[0][0] + fromFrom[1][1] + fromFrom[2][2]) / 3;
    AffineMap scatter = linear(fromFrom);
    if (count < 4 || !(scatter.determinant() > LEAST_SPREAD * spread * spread * spread)) {
      throw new InputDataException(
          "the %d blocks that are found in both images lie in a plane, which tells no %s map; is a mask too thin?"
              .formatted(count, freedom == Freedom.RIGID ? "rigid" : "affine"));
    }
    return aboutMeans(
        freedom == Freedom.RIGID ? rotation() : scatter.inverse().andThen(linear(toFrom)));
  }

  /**
   * The rigid map also of points in a plane, of which three tell it.
   *
   * @throws InputDataException if the points lie on a line
   */
  AffineMap rigidOfFew() {
    SingularValue<Double> svd = SingularValue.R064.make(3, 3);
    svd.decompose(R064Store.FACTORY.rows(fromFrom));
    double[] spread = svd.getSingularValues().toRawCopy1D();
    if (count < 3 || !(spread[1] > LEAST_SPREAD * spread[0])) {
      throw new InputDataException(
          "%d pairs of points that lie on a line tell no rigid map; mark at least three that do not"
              .formatted(count));
    }
    return aboutMeans(rotation());
  }

  /** With the translation that takes the mean of the one side to that of the other. */
  private AffineMap aboutMeans(AffineMap m) {
    return new AffineMap(
        m.m00(),
        m.m01(),
        m.m02(),
        toMean[0] - m.row0(fromMean[0], fromMean[1], fromMean[2]),
        m.m10(),
        m.m11(),
        m.m12(),
        toMean[1] - m.row1(fromMean[0], fromMean[1], fromMean[2]),
        m.m20(),
        m.m21(),
        m.m22(),
        toMean[2] - m.row2(fromMean[0], fromMean[1], fromMean[2]));
  }

  /** Kabsch 1976, doi:10.1107/S0567739476001873: with C = sum to from^T = U S V^T, U V^T. */
  private AffineMap rotation() {
    SingularValue<Double> svd = SingularValue.R064.make(3, 3);
    svd.decompose(R064Store.FACTORY.rows(toFrom));
    AffineMap u = linear(svd.getU());
    AffineMap v = linear(svd.getV().transpose());
    double handed = Math.signum(u.determinant() * v.determinant());
    return v.andThen(AffineMap.scaling(1, 1, handed)).andThen(u);
  }

  private static AffineMap linear(MatrixStore<Double> m) {
    return linear(m.toRawCopy2D());
  }

  private static AffineMap linear(double[][] m) {
    return new AffineMap(
        m[0][0], m[0][1], m[0][2], 0, m[1][0], m[1][1], m[1][2], 0, m[2][0], m[2][1], m[2][2], 0);
  }
}
