package org.regista.viewers.structure;

/** Of which image something was drawn, and thereby how it comes onto the pictures. */
public enum Side {
  /** Drawn on the fixed image: shown where it lies. */
  FIXED("fixed", Dash.SOLID),
  /** Drawn on the moving image: shown through whatever transform the picture has. */
  MOVING("moving → fixed", Dash.SHORT),
  /** Drawn on the moving image and carried onto the fixed one for good. */
  CARRIED("carried → fixed", Dash.LONG);

  private final String words;
  private final Dash dash;

  Side(String words, Dash dash) {
    this.words = words;
    this.dash = dash;
  }

  /** Pattern of a line, in pixels. */
  public enum Dash {
    SOLID(1, 0),
    SHORT(6, 5),
    LONG(16, 4);

    private final double onPixels;
    private final double offPixels;

    Dash(double onPixels, double offPixels) {
      this.onPixels = onPixels;
      this.offPixels = offPixels;
    }

    /** Whether a line is drawn at so many pixels from its start. */
    public boolean isOn(double pixels) {
      return pixels % (onPixels + offPixels) < onPixels;
    }
  }

  /** With the direction, for people. */
  public String words() {
    return words;
  }

  public Dash dash() {
    return dash;
  }

  /** Whether its voxels and contours lie in the moving space. */
  public boolean isMoving() {
    return this == MOVING;
  }
}
