package org.regista.viewers.structure;

import java.util.Comparator;
import java.util.List;
import org.regista.image.Volume;

/**
 * How a dose is drawn; borrows the volume.
 *
 * @param dose in Gy, or relative
 * @param reference what 100 % is, in the unit of the dose
 * @param levels descending
 * @param wash opacity of the area above the lowest level, 0 to 1
 * @param isLined whether there is a line at each level
 */
public record DoseLook(
    Volume dose, Side side, double reference, List<Level> levels, double wash, boolean isLined) {

  /** The usual levels in % of the reference, in colours from hot to cold. */
  public static final List<Level> USUAL_LEVELS =
      List.of(
          new Level(107, 0xD147FF),
          new Level(100, 0xFF4040),
          new Level(95, 0xFF9A2E),
          new Level(80, 0xFFE03A),
          new Level(50, 0x46D94F),
          new Level(20, 0x4AA8FF));

  /**
   * One isodose.
   *
   * @param rgb 0xRRGGBB
   */
  public record Level(double percent, int rgb) {}

  public DoseLook {
    levels = levels.stream().sorted(Comparator.comparingDouble(Level::percent).reversed()).toList();
    if (!(reference > 0)) {
      throw new IllegalArgumentException("a dose of %g cannot be 100 %%".formatted(reference));
    }
  }

  public DoseLook withReference(double r) {
    return new DoseLook(dose, side, r, levels, wash, isLined);
  }

  public DoseLook withLevels(List<Level> l) {
    return new DoseLook(dose, side, reference, l, wash, isLined);
  }

  public DoseLook withWash(double opacity) {
    return new DoseLook(dose, side, reference, levels, opacity, isLined);
  }

  public DoseLook withLines(boolean lined) {
    return new DoseLook(dose, side, reference, levels, wash, lined);
  }

  /** The dose of a level, in the unit of the volume. */
  public double valueAt(Level level) {
    return level.percent() / 100 * reference;
  }
}
