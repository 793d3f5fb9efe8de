package org.regista.geometry;

/**
 * The map {@code x -> M x + t} of three-dimensional coordinates, row by row. What its two sides
 * mean (index or LPS mm, fixed or moving) is said by the name of the variable: {@code
 * fixedIndexToLps}.
 */
public record AffineMap(
    double m00,
    double m01,
    double m02,
    double t0,
    double m10,
    double m11,
    double m12,
    double t1,
    double m20,
    double m21,
    double m22,
    double t2) {

  public static final AffineMap IDENTITY = new AffineMap(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);

  public static AffineMap translation(LpsVector t) {
    return new AffineMap(1, 0, 0, t.x(), 0, 1, 0, t.y(), 0, 0, 1, t.z());
  }

  public static AffineMap scaling(double sx, double sy, double sz) {
    return new AffineMap(sx, 0, 0, 0, 0, sy, 0, 0, 0, 0, sz, 0);
  }

  /**
   * The map whose columns are the images of the unit vectors, and whose translation is {@code t}.
   */
  public static AffineMap ofColumns(LpsVector c0, LpsVector c1, LpsVector c2, LpsPoint t) {
    return new AffineMap(
        c0.x(), c1.x(), c2.x(), t.x(), c0.y(), c1.y(), c2.y(), t.y(), c0.z(), c1.z(), c2.z(),
        t.z());
  }

  /** First component of the image of (x, y, z). */
  public double row0(double x, double y, double z) {
    return m00 * x + m01 * y + m02 * z + t0;
  }

  /** Second component of the image of (x, y, z). */
  public double row1(double x, double y, double z) {
    return m10 * x + m11 * y + m12 * z + t1;
  }

  /** Third component of the image of (x, y, z). */
  public double row2(double x, double y, double z) {
    return m20 * x + m21 * y + m22 * z + t2;
  }

  public LpsPoint apply(LpsPoint p) {
    return new LpsPoint(
        row0(p.x(), p.y(), p.z()), row1(p.x(), p.y(), p.z()), row2(p.x(), p.y(), p.z()));
  }

  /** The image of a displacement: the linear part only. */
  public LpsVector applyToVector(LpsVector v) {
    return new LpsVector(
        m00 * v.x() + m01 * v.y() + m02 * v.z(),
        m10 * v.x() + m11 * v.y() + m12 * v.z(),
        m20 * v.x() + m21 * v.y() + m22 * v.z());
  }

  /** The image of axis 0, 1 or 2: a column of the linear part. */
  public LpsVector column(int axis) {
    return switch (axis) {
      case 0 -> new LpsVector(m00, m10, m20);
      case 1 -> new LpsVector(m01, m11, m21);
      case 2 -> new LpsVector(m02, m12, m22);
      default -> throw new IllegalArgumentException("axis " + axis + " is not 0, 1 or 2");
    };
  }

  public LpsVector translation() {
    return new LpsVector(t0, t1, t2);
  }

  /** First this map, then {@code next}: {@code x -> next(this(x))}. */
  public AffineMap andThen(AffineMap next) {
    AffineMap a = next;
    return new AffineMap(
        a.m00 * m00 + a.m01 * m10 + a.m02 * m20,
        a.m00 * m01 + a.m01 * m11 + a.m02 * m21,
        a.m00 * m02 + a.m01 * m12 + a.m02 * m22,
        a.row0(t0, t1, t2),
        a.m10 * m00 + a.m11 * m10 + a.m12 * m20,
        a.m10 * m01 + a.m11 * m11 + a.m12 * m21,
        a.m10 * m02 + a.m11 * m12 + a.m12 * m22,
        a.row1(t0, t1, t2),
        a.m20 * m00 + a.m21 * m10 + a.m22 * m20,
        a.m20 * m01 + a.m21 * m11 + a.m22 * m21,
        a.m20 * m02 + a.m21 * m12 + a.m22 * m22,
        a.row2(t0, t1, t2));
  }

  public double determinant() {
    return m00 * (m11 * m22 - m12 * m21)
        - m01 * (m10 * m22 - m12 * m20)
        + m02 * (m10 * m21 - m11 * m20);
  }

  /**
   * The exact inverse.
   *
   * @throws IllegalArgumentException if the determinant is zero or not finite
   */
  public AffineMap inverse() {
    double det = determinant();
    if (det == 0 || !Double.isFinite(det)) {
      throw new IllegalArgumentException("a map with determinant " + det + " has no inverse");
    }
    double i00 = (m11 * m22 - m12 * m21) / det;
    double i01 = (m02 * m21 - m01 * m22) / det;
    double i02 = (m01 * m12 - m02 * m11) / det;
    double i10 = (m12 * m20 - m10 * m22) / det;
    double i11 = (m00 * m22 - m02 * m20) / det;
    double i12 = (m02 * m10 - m00 * m12) / det;
    double i20 = (m10 * m21 - m11 * m20) / det;
    double i21 = (m01 * m20 - m00 * m21) / det;
    double i22 = (m00 * m11 - m01 * m10) / det;
    return new AffineMap(
        i00,
        i01,
        i02,
        -(i00 * t0 + i01 * t1 + i02 * t2),
        i10,
        i11,
        i12,
        -(i10 * t0 + i11 * t1 + i12 * t2),
        i20,
        i21,
        i22,
        -(i20 * t0 + i21 * t1 + i22 * t2));
  }

  public boolean isFinite() {
    double sum = m00 + m01 + m02 + t0 + m10 + m11 + m12 + t1 + m20 + m21 + m22 + t2;
    return Double.isFinite(sum);
  }

  /** Largest absolute difference of the twelve entries. */
  public double maxDifference(AffineMap b) {
    double linear =
        Math.max(
            Math.max(
                Math.max(Math.abs(m00 - b.m00), Math.abs(m01 - b.m01)),
                Math.max(Math.abs(m02 - b.m02), Math.abs(m10 - b.m10))),
            Math.max(
                Math.max(Math.abs(m11 - b.m11), Math.abs(m12 - b.m12)),
                Math.max(
                    Math.abs(m20 - b.m20),
                    Math.max(Math.abs(m21 - b.m21), Math.abs(m22 - b.m22)))));
    double shift =
        Math.max(Math.abs(t0 - b.t0), Math.max(Math.abs(t1 - b.t1), Math.abs(t2 - b.t2)));
    return Math.max(linear, shift);
  }
}
