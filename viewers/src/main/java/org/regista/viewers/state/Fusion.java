package org.regista.viewers.state;

import org.regista.geometry.LpsPoint;

/**
 * How two layers become one picture.
 *
 * @param blend opacity of the moving layer in {@link FusionMode#BLEND}, in [0, 1]
 * @param tileMm edge of a tile in {@link FusionMode#CHECKERBOARD}; tiles stick to the patient
 * @param focus where {@link FusionMode#SWIPE} divides the picture and {@link FusionMode#SPYGLASS}
 *     looks through, LPS mm of the fixed space
 * @param lensMm radius of the spyglass
 */
public record Fusion(FusionMode mode, double blend, double tileMm, LpsPoint focus, double lensMm) {

  public Fusion {
    if (!(blend >= 0 && blend <= 1)) {
      throw new IllegalArgumentException("blend %g is outside [0, 1]".formatted(blend));
    }
    if (!(tileMm > 0 && lensMm > 0)) {
      throw new IllegalArgumentException(
          "checkerboard tiles of %g mm, a lens of %g mm".formatted(tileMm, lensMm));
    }
  }

  public Fusion withMode(FusionMode m) {
    return new Fusion(m, blend, tileMm, focus, lensMm);
  }

  /** With the blend held within [0, 1]. */
  public Fusion withBlend(double b) {
    return new Fusion(mode, Math.clamp(b, 0, 1), tileMm, focus, lensMm);
  }

  public Fusion withTileMm(double mm) {
    return new Fusion(mode, blend, mm, focus, lensMm);
  }

  public Fusion withFocus(LpsPoint p) {
    return new Fusion(mode, blend, tileMm, p, lensMm);
  }

  public Fusion withLensMm(double mm) {
    return new Fusion(mode, blend, tileMm, focus, mm);
  }

  /**
   * What is seen at one moment: {@link FusionMode#FLICKER} shows the fixed image at even ticks and
   * the moving one at odd ones, all other modes stand still.
   */
  public Fusion atTick(long tick) {
    if (mode != FusionMode.FLICKER) {
      return this;
    }
    return withMode((tick & 1) == 0 ? FusionMode.FIXED_ONLY : FusionMode.MOVING_ONLY);
  }
}
