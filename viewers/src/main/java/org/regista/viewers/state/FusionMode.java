package org.regista.viewers.state;

/** How the two volumes share a picture. */
public enum FusionMode {
  /** The moving layer over the fixed one, at the opacity of {@link Fusion#blend}. */
  BLEND("blend"),
  /** Square tiles, in turn fixed and moving. */
  CHECKERBOARD("checkerboard"),
  /** Windowed moving minus fixed: middle grey where they agree. */
  DIFFERENCE("difference"),
  /** Fixed in red, moving in cyan: grey where they agree. */
  CONTRAST("red/cyan contrast"),
  FIXED_ONLY("fixed only"),
  MOVING_ONLY("moving only");

  private final String label;

  FusionMode(String label) {
    this.label = label;
  }

  /** As shown to people. */
  public String label() {
    return label;
  }

  /** The one that follows, the first after the last. */
  public FusionMode next() {
    return values()[(ordinal() + 1) % values().length];
  }

  @Override
  public String toString() {
    return label;
  }
}
