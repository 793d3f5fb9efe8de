package org.regista.viewers.state;

import org.regista.geometry.LpsPoint;

/**
 * Which part of the patient is in view.
 *
 * @param crosshair through which the three slices go, fixed space
 * @param centre what lies in the middle of the pictures; shared, so that panning one plane moves
 *     the others along
 * @param zoom 1 fits the fixed volume into the picture, 2 doubles it; in [{@value #MIN_ZOOM},
 *     {@value #MAX_ZOOM}]
 */
public record Camera(LpsPoint crosshair, LpsPoint centre, double zoom) {

  public static final double MIN_ZOOM = 0.25;
  public static final double MAX_ZOOM = 64;

  public Camera {
    if (!(zoom >= MIN_ZOOM && zoom <= MAX_ZOOM)) {
      throw new IllegalArgumentException(
          "zoom %g is outside [%g, %g]".formatted(zoom, MIN_ZOOM, MAX_ZOOM));
    }
  }

  public Camera withCrosshair(LpsPoint p) {
    return new Camera(p, centre, zoom);
  }

  public Camera withCentre(LpsPoint p) {
    return new Camera(crosshair, p, zoom);
  }

  /**
   * Zoomed by {@code factor}, held within the bounds, such that {@code anchor} stays where it is
   * seen.
   */
  public Camera zoomedBy(double factor, LpsPoint anchor) {
    double next = Math.clamp(zoom * factor, MIN_ZOOM, MAX_ZOOM);
    return new Camera(crosshair, anchor.plus(centre.minus(anchor).times(zoom / next)), next);
  }
}
