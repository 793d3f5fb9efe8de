package org.regista.geometry;

/** A displacement in patient space, in LPS mm. */
public record LpsVector(double x, double y, double z) {

  public static final LpsVector ZERO = new LpsVector(0, 0, 0);

  public LpsVector plus(LpsVector v) {
    return new LpsVector(x + v.x, y + v.y, z + v.z);
  }

  public LpsVector times(double factor) {
    return new LpsVector(x * factor, y * factor, z * factor);
  }

  public double dot(LpsVector v) {
    return x * v.x + y * v.y + z * v.z;
  }

  public LpsVector cross(LpsVector v) {
    return new LpsVector(y * v.z - z * v.y, z * v.x - x * v.z, x * v.y - y * v.x);
  }

  public double lengthMm() {
    return Math.sqrt(dot(this));
  }
}
