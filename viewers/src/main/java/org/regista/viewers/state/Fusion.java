package org.regista.viewers.state;

/**
 * How two layers become one picture.
 *
 * @param blend opacity of the moving layer in {@link FusionMode#BLEND}, in [0, 1]
 * @param tileMm edge of a tile in {@link FusionMode#CHECKERBOARD}; tiles stick to the patient
 */
public record Fusion(FusionMode mode, double blend, double tileMm) {

  public Fusion {
    if (!(blend >= 0 && blend <= 1)) {
      throw new IllegalArgumentException("blend %g is outside [0, 1]".formatted(blend));
    }
    if (!(tileMm > 0)) {
      throw new IllegalArgumentException("checkerboard tiles of %g mm".formatted(tileMm));
    }
  }

  public Fusion withMode(FusionMode m) {
    return new Fusion(m, blend, tileMm);
  }

  /** With the blend held within [0, 1]. */
  public Fusion withBlend(double b) {
    return new Fusion(mode, Math.clamp(b, 0, 1), tileMm);
  }
}
