package org.regista.viewers.state;

import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;

/**
 * One of the three anatomical planes, along the axes of the patient and not of any grid, in
 * radiological convention: the patient's right is on the left of the picture, anterior is on top of
 * an axial picture and superior on top of the others; a sagittal picture is seen from the patient's
 * left, its face to the left.
 */
public enum Plane {
  AXIAL(new LpsVector(1, 0, 0), new LpsVector(0, 1, 0), new LpsVector(0, 0, 1)),
  CORONAL(new LpsVector(1, 0, 0), new LpsVector(0, 0, -1), new LpsVector(0, 1, 0)),
  SAGITTAL(new LpsVector(0, 1, 0), new LpsVector(0, 0, -1), new LpsVector(1, 0, 0));

  private final LpsVector right;
  private final LpsVector down;
  private final LpsVector normal;

  Plane(LpsVector right, LpsVector down, LpsVector normal) {
    this.right = right;
    this.down = down;
    this.normal = normal;
  }

  /** Unit LPS vector to the right of the picture. */
  public LpsVector right() {
    return right;
  }

  /** Unit LPS vector to the bottom of the picture. */
  public LpsVector down() {
    return down;
  }

  /** Unit LPS vector to the next slice: superior, posterior or left. */
  public LpsVector normal() {
    return normal;
  }

  /** {@code p} moved along the normal onto the slice through {@code onSlice}. */
  public LpsPoint project(LpsPoint p, LpsPoint onSlice) {
    return p.plus(normal.times(onSlice.minus(p).dot(normal)));
  }
}
