package org.regista.viewers.volume;

import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;

/**
 * From where the patient is looked at. Rays are parallel, so that equal lengths look equal at any
 * depth. Unit LPS vectors, orthogonal, with {@code right x down = away}.
 *
 * @param right to the right of the picture
 * @param down to the bottom of the picture
 * @param centre the place in the middle of the picture
 * @param widthMm what fits into the shorter edge of a picture
 */
public record VolumeCamera(LpsVector right, LpsVector down, LpsPoint centre, double widthMm) {

  private static final double TOLERANCE = 1e-6;
  private static final double NARROWEST_MM = 5;
  private static final double WIDEST_MM = 5000;

  public VolumeCamera {
    if (Math.abs(right.lengthMm() - 1) > TOLERANCE
        || Math.abs(down.lengthMm() - 1) > TOLERANCE
        || Math.abs(right.dot(down)) > TOLERANCE) {
      throw new IllegalArgumentException(
          "right %s and down %s are not orthogonal unit vectors".formatted(right, down));
    }
    if (!(widthMm > 0)) {
      throw new IllegalArgumentException("a picture of %g mm".formatted(widthMm));
    }
  }

  /** The six sides from which a patient can be looked at. */
  public enum Side {
    /** The patient's right on the left of the picture. */
    FRONT("front", 1, 0, 0, 0, 0, -1),
    BACK("back", -1, 0, 0, 0, 0, -1),
    /** From the patient's left: the face to the left of the picture. */
    LEFT("left", 0, 1, 0, 0, 0, -1),
    RIGHT("right", 0, -1, 0, 0, 0, -1),
    /** From above the head, the face on top: the patient's right on the right of the picture. */
    ABOVE("above", -1, 0, 0, 0, 1, 0),
    /** From the feet, as axial slices are seen. */
    BELOW("below", 1, 0, 0, 0, 1, 0);

    private final String label;
    private final LpsVector right;
    private final LpsVector down;

    Side(String label, int rx, int ry, int rz, int dx, int dy, int dz) {
      this.label = label;
      this.right = new LpsVector(rx, ry, rz);
      this.down = new LpsVector(dx, dy, dz);
    }

    /** As shown to people. */
    public String label() {
      return label;
    }
  }

  static VolumeCamera of(Side side, LpsPoint centre, double widthMm) {
    return new VolumeCamera(side.right, side.down, centre, widthMm);
  }

  public VolumeCamera seenFrom(Side side) {
    return new VolumeCamera(side.right, side.down, centre, widthMm);
  }

  /** Where the rays lead. */
  public LpsVector away() {
    return right.cross(down);
  }

  /**
   * The patient turned under a hand that drags: to the right about the vertical of the picture,
   * downwards about its horizontal; radians.
   */
  public VolumeCamera turned(double rightRad, double downRad) {
    // what lies near follows the hand, so the camera goes the other way
    LpsVector r = mix(right, Math.cos(rightRad), away(), -Math.sin(rightRad));
    LpsVector a = mix(away(), Math.cos(rightRad), right, Math.sin(rightRad));
    LpsVector d = mix(down, Math.cos(downRad), a, -Math.sin(downRad));
    return new VolumeCamera(unit(r), unit(orthogonal(d, r)), centre, widthMm);
  }

  private static LpsVector mix(LpsVector a, double shareA, LpsVector b, double shareB) {
    return a.times(shareA).plus(b.times(shareB));
  }

  private static LpsVector orthogonal(LpsVector v, LpsVector to) {
    return v.plus(to.times(-v.dot(to) / to.dot(to)));
  }

  private static LpsVector unit(LpsVector v) {
    return v.times(1 / v.lengthMm());
  }

  /** Enlarged by {@code factor}, within bounds. */
  public VolumeCamera zoomedBy(double factor) {
    double width = Math.clamp(widthMm / factor, NARROWEST_MM, WIDEST_MM);
    return new VolumeCamera(right, down, centre, width);
  }

  public VolumeCamera withCentre(LpsPoint c) {
    return new VolumeCamera(right, down, c, widthMm);
  }

  /** Edge of a pixel of a picture of that size. */
  public double mmPerPixel(int width, int height) {
    return widthMm / Math.min(width, height);
  }

  /** Column of a place in a picture of that size; pixel centres are integers. */
  public double column(LpsPoint p, int width, int height) {
    return p.minus(centre).dot(right) / mmPerPixel(width, height) + (width - 1) / 2.0;
  }

  /** Row of a place in a picture of that size; pixel centres are integers. */
  public double row(LpsPoint p, int width, int height) {
    return p.minus(centre).dot(down) / mmPerPixel(width, height) + (height - 1) / 2.0;
  }

  /**
   * The place behind a pixel.
   *
   * @param depthMm along the ray, 0 in the plane of {@link #centre}
   */
  public LpsPoint toLps(double column, double row, double depthMm, int width, int height) {
    double mm = mmPerPixel(width, height);
    return centre
        .plus(right.times((column - (width - 1) / 2.0) * mm))
        .plus(down.times((row - (height - 1) / 2.0) * mm))
        .plus(away().times(depthMm));
  }
}
