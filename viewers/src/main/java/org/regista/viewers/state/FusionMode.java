package org.regista.viewers.state;

/** How the two volumes share a picture. */
public enum FusionMode {
  /** The moving layer over the fixed one, at the opacity of {@link Fusion#blend}. */
  BLEND("blend"),
  /** Square tiles, in turn fixed and moving. */
  CHECKERBOARD("checkerboard"),
  /** Fixed on the left of {@link Fusion#focus}, moving on its right. */
  SWIPE("swipe"),
  /** Moving within a circle around {@link Fusion#focus}, fixed elsewhere. */
  SPYGLASS("spyglass"),
  /** Fixed and moving in turn, twice a second; a still picture shows the fixed one. */
  FLICKER("flicker"),
  /** Fixed in red, moving in cyan: grey where they agree. */
  CONTRAST("red/cyan contrast"),
  /** Fixed in orange, moving in blue, for eyes that do not part red from green. */
  SAFE_CONTRAST("orange/blue contrast"),
  /** Lines where the moving image changes most, over the fixed one. */
  EDGES("edges of moving"),
  /** Windowed moving minus fixed: middle grey where they agree. */
  DIFFERENCE("difference"),
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

  /** The next that fuses both, the first after the last. */
  public FusionMode next() {
    return values()[(ordinal() + 1) % FIXED_ONLY.ordinal()];
  }

  @Override
  public String toString() {
    return label;
  }
}
