package org.regista.geometry;

/** A place in patient space, in LPS mm. */
public record LpsPoint(double x, double y, double z) {

  public LpsPoint plus(LpsVector v) {
    return new LpsPoint(x + v.x(), y + v.y(), z + v.z());
  }

  /** The displacement that leads from {@code origin} to this point. */
  public LpsVector minus(LpsPoint origin) {
    return new LpsVector(x - origin.x, y - origin.y, z - origin.z);
  }

  public double distanceMm(LpsPoint other) {
    return minus(other).lengthMm();
  }
}
