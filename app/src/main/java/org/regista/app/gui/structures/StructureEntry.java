package org.regista.app.gui.structures;

import java.util.Locale;
import org.regista.viewers.structure.Outline;
import org.regista.viewers.structure.Side;
import org.regista.viewers.structure.Solid;

/**
 * A structure in the list; borrows the solid.
 *
 * @param id unique in the window
 * @param source name of the file that it came from
 * @param through what carried it; empty if nothing did
 * @param beforeMl volume on the moving image before it was carried; NaN if it was not
 * @param fill opacity of the inside, 0 to 1
 */
public record StructureEntry(
    int id,
    String name,
    Solid solid,
    Side side,
    String source,
    String through,
    double beforeMl,
    int rgb,
    boolean visible,
    double fill) {

  private static final double MM3_PER_ML = 1000;

  StructureEntry withName(String n) {
    return new StructureEntry(id, n, solid, side, source, through, beforeMl, rgb, visible, fill);
  }

  StructureEntry withRgb(int c) {
    return new StructureEntry(id, name, solid, side, source, through, beforeMl, c, visible, fill);
  }

  StructureEntry withVisible(boolean v) {
    return new StructureEntry(id, name, solid, side, source, through, beforeMl, rgb, v, fill);
  }

  StructureEntry withFill(double f) {
    return new StructureEntry(id, name, solid, side, source, through, beforeMl, rgb, visible, f);
  }

  Outline outline() {
    return new Outline(solid, side, rgb, fill);
  }

  /** In millilitres, by the rule of the solid. */
  public double ml() {
    return solid.volumeMm3() / MM3_PER_ML;
  }

  /** "12.3 ml", or what it was before and is now if it was carried. */
  public String volumeText() {
    return Double.isNaN(beforeMl)
        ? String.format(Locale.ROOT, "%.2f ml", ml())
        : String.format(
            Locale.ROOT,
            "%.2f ml before, %.2f ml after (%+.1f %%)",
            beforeMl,
            ml(),
            100 * (ml() / beforeMl - 1));
  }

  /** Which image it was drawn on, and what brought it here. */
  public String sideText() {
    return side.words() + (through.isEmpty() ? "" : ", " + through);
  }
}
