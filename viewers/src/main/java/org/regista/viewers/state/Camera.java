package org.regista.viewers.state;

import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;

/**
 * Which part of the patient is in view.
 *
 * @param crosshair through which the three slices go, fixed space
 * @param centre what lies in the middle of the pictures; shared, so that panning one plane moves
 *     the others along
 * @param zoom 1 fits the fixed volume into the picture, 2 doubles it; in [{@value #MIN_ZOOM},
 *     {@value #MAX_ZOOM}]
 * @param tilt the rotation of all three planes against the patient; {@link AffineMap#IDENTITY} for
 *     planes along the patient
 * @param slab how thick the slices are
 */
public record Camera(LpsPoint crosshair, LpsPoint centre, double zoom, AffineMap tilt, Slab slab) {

  public static final double MIN_ZOOM = 0.25;
  public static final double MAX_ZOOM = 64;

  private static final double ROUNDING = 1e-6;

  public Camera {
    if (!(zoom >= MIN_ZOOM && zoom <= MAX_ZOOM)) {
      throw new IllegalArgumentException(
          "zoom %g is outside [%g, %g]".formatted(zoom, MIN_ZOOM, MAX_ZOOM));
    }
    if (!(Math.abs(tilt.determinant() - 1) < ROUNDING)) {
      throw new IllegalArgumentException("the tilt of the planes is no rotation: " + tilt);
    }
  }

  /** Thin planes along the patient. */
  public Camera(LpsPoint crosshair, LpsPoint centre, double zoom) {
    this(crosshair, centre, zoom, AffineMap.IDENTITY, Slab.THIN);
  }

  /**
   * A thick slice shows at each place a summary of what lies across it.
   *
   * @param thicknessMm 0 for a thin slice
   */
  public record Slab(Summary summary, double thicknessMm) {

    public static final Slab THIN = new Slab(Summary.MAXIMUM, 0);

    /** Of the values across a slab. */
    public enum Summary {
      MAXIMUM("maximum"),
      MEAN("mean"),
      MINIMUM("minimum");

      private final String label;

      Summary(String label) {
        this.label = label;
      }

      @Override
      public String toString() {
        return label;
      }
    }

    public Slab {
      if (!(thicknessMm >= 0)) {
        throw new IllegalArgumentException("a slab of %g mm".formatted(thicknessMm));
      }
    }

    public boolean isThin() {
      return thicknessMm == 0;
    }
  }

  public Camera withCrosshair(LpsPoint p) {
    return new Camera(p, centre, zoom, tilt, slab);
  }

  public Camera withCentre(LpsPoint p) {
    return new Camera(crosshair, p, zoom, tilt, slab);
  }

  public Camera withTilt(AffineMap rotation) {
    return new Camera(crosshair, centre, zoom, rotation, slab);
  }

  public Camera withSlab(Slab s) {
    return new Camera(crosshair, centre, zoom, tilt, s);
  }

  /** How the picture of {@code plane} lies in the patient. */
  public Plane.Axes axes(Plane plane) {
    return isTilted() ? plane.axes().turned(tilt) : plane.axes();
  }

  public boolean isTilted() {
    return !tilt.equals(AffineMap.IDENTITY);
  }

  /**
   * Tilted further, about a unit vector by a right-handed angle: Rodrigues' formula, applied to the
   * columns of the tilt so far.
   */
  public Camera turnedAbout(LpsVector axis, double angleRad) {
    return withTilt(
        AffineMap.ofColumns(
            turned(tilt.column(0), axis, angleRad),
            turned(tilt.column(1), axis, angleRad),
            turned(tilt.column(2), axis, angleRad),
            new LpsPoint(0, 0, 0)));
  }

  private static LpsVector turned(LpsVector v, LpsVector axis, double angleRad) {
    double cos = Math.cos(angleRad);
    double sin = Math.sin(angleRad);
    LpsVector across = axis.cross(v);
    return v.times(cos).plus(across.times(sin)).plus(axis.times(axis.dot(v) * (1 - cos)));
  }

  /**
   * Zoomed by {@code factor}, held within the bounds, such that {@code anchor} stays where it is
   * seen.
   */
  public Camera zoomedBy(double factor, LpsPoint anchor) {
    double next = Math.clamp(zoom * factor, MIN_ZOOM, MAX_ZOOM);
    LpsPoint moved = anchor.plus(centre.minus(anchor).times(zoom / next));
    return new Camera(crosshair, moved, next, tilt, slab);
  }
}
