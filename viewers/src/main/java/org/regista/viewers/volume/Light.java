package org.regista.viewers.volume;

import org.regista.geometry.LpsVector;

/**
 * Light from above the viewer's left shoulder, falling on both sides of a surface (Blinn 1977,
 * doi:10.1145/563858.563893); it turns with the viewer.
 *
 * @param towards the lamp, unit LPS vector
 * @param between half way from the lamp to the viewer, unit LPS vector
 */
record Light(LpsVector towards, LpsVector between) {

  static final double AMBIENT = 0.3;
  static final double DIFFUSE = 0.7;
  static final double SHINE = 0.2;
  static final int SHINE_POWER = 16;

  /**
   * Rise per mm, as a share of the range of the transfer function, from which matter is lit as a
   * surface; below it ever less, or noise would glitter.
   */
  static final double STEEP = 0.1;

  static Light of(VolumeCamera camera) {
    LpsVector viewer = camera.away().times(-1);
    LpsVector lamp =
        unit(viewer.plus(camera.right().times(-0.35)).plus(camera.down().times(-0.45)));
    return new Light(lamp, unit(lamp.plus(viewer)));
  }

  private static LpsVector unit(LpsVector v) {
    return v.times(1 / v.lengthMm());
  }

  /** Factor of the surface's own colour. */
  double matt(LpsVector normal) {
    return AMBIENT + DIFFUSE * Math.abs(normal.dot(towards));
  }

  /** White that is added. */
  double shine(LpsVector normal) {
    double c = Math.abs(normal.dot(between));
    double c2 = c * c;
    double c4 = c2 * c2;
    double c8 = c4 * c4;
    return SHINE * c8 * c8;
  }
}
