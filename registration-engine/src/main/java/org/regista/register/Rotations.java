package org.regista.register;

import org.regista.geometry.AffineMap;

/** Rotations about the origin. */
final class Rotations {

  private Rotations() {}

  /** Rodrigues' formula: about the direction of the vector, by its length in radians. */
  static AffineMap ofVector(double x, double y, double z) {
    double angle = Math.sqrt(x * x + y * y + z * z);
    if (angle < 1e-12) {
      return new AffineMap(1, -z, y, 0, z, 1, -x, 0, -y, x, 1, 0);
    }
    double c = Math.cos(angle);
    double s = Math.sin(angle) / angle;
    double v = (1 - c) / (angle * angle);
    return new AffineMap(
        c + v * x * x,
        v * x * y - s * z,
        v * x * z + s * y,
        0,
        v * x * y + s * z,
        c + v * y * y,
        v * y * z - s * x,
        0,
        v * x * z - s * y,
        v * y * z + s * x,
        c + v * z * z,
        0);
  }
}
