package org.regista.viewers.state;

import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;

/**
 * One of the three anatomical planes, along the axes of the patient and not of any grid, in
 * radiological convention: the patient's right is on the left of the picture, anterior is on top of
 * an axial picture and superior on top of the others; a sagittal picture is seen from the patient's
 * left, its face to the left. {@link Camera#axes} tilts them together.
 */
public enum Plane {
  AXIAL(new LpsVector(1, 0, 0), new LpsVector(0, 1, 0), new LpsVector(0, 0, 1)),
  CORONAL(new LpsVector(1, 0, 0), new LpsVector(0, 0, -1), new LpsVector(0, 1, 0)),
  SAGITTAL(new LpsVector(0, 1, 0), new LpsVector(0, 0, -1), new LpsVector(1, 0, 0));

  private final Axes axes;

  Plane(LpsVector right, LpsVector down, LpsVector normal) {
    this.axes = new Axes(right, down, normal);
  }

  /**
   * How a picture lies in the patient: orthogonal unit LPS vectors.
   *
   * @param right to the right of the picture
   * @param down to the bottom of the picture
   * @param normal to the next slice
   */
  public record Axes(LpsVector right, LpsVector down, LpsVector normal) {

    /** {@code p} moved along the normal onto the slice through {@code onSlice}. */
    public LpsPoint project(LpsPoint p, LpsPoint onSlice) {
      return p.plus(normal.times(onSlice.minus(p).dot(normal)));
    }

    Axes turned(AffineMap rotation) {
      return new Axes(
          rotation.applyToVector(right),
          rotation.applyToVector(down),
          rotation.applyToVector(normal));
    }
  }

  /** Along the patient; the normal leads superior, posterior or left. */
  public Axes axes() {
    return axes;
  }

  /** The one that follows, the first after the last. */
  public Plane next() {
    return values()[(ordinal() + 1) % values().length];
  }
}
