package org.regista.viewers.structure;

/**
 * How one structure is drawn; borrows the solid.
 *
 * @param side also says in whose space the solid lies
 * @param rgb 0xRRGGBB
 * @param fill opacity of the inside, 0 to 1; the line is always opaque
 */
public record Outline(Solid solid, Side side, int rgb, double fill) {

  public Outline {
    if (!(fill >= 0 && fill <= 1)) {
      throw new IllegalArgumentException("a fill of " + fill);
    }
  }
}
