package org.regista.app.gui.viewer;

import java.util.Locale;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;

/** Places, values and grids in words, always with their unit. */
final class Readout {

  private static final int HALF_NAME = 11;

  private Readout() {}

  /** "x −12.4 L · y 33.0 P · z 105.2 S mm". */
  static String position(LpsPoint p) {
    return "x %s L · y %s P · z %s S mm"
        .formatted(fixed(p.x(), 1), fixed(p.y(), 1), fixed(p.z(), 1));
  }

  /** "CT −41 HU", or "CT outside" where the volume has no value. */
  static String value(Volume volume, double intensity) {
    return shortName(volume)
        + " "
        + (Double.isNaN(intensity) ? "outside" : intensity(volume, intensity));
  }

  /** "−41 HU": whole Hounsfield units, three significant digits otherwise. */
  static String intensity(Volume volume, double intensity) {
    int decimals = volume.unit() == IntensityUnit.HOUNSFIELD ? 0 : decimalsFor(intensity);
    return (fixed(intensity, decimals) + " " + volume.unit().symbol()).strip();
  }

  /** The label without the endings of image files. */
  static String name(Volume volume) {
    return volume.space().label().replaceFirst("(?i)\\.(nii|mha|mhd|nrrd|nhdr)(\\.gz)?$", "");
  }

  /** {@link #name} where there is little room: without its middle if it is long. */
  static String shortName(Volume volume) {
    String name = name(volume);
    return name.length() <= 2 * HALF_NAME + 1
        ? name
        : name.substring(0, HALF_NAME).strip()
            + "…"
            + name.substring(name.length() - HALF_NAME).strip();
  }

  /** "320×320×36 · 0.72×0.72×4.00 mm". */
  static String grid(GridGeometry grid) {
    return "%s · %s×%s×%s mm"
        .formatted(
            grid.size().toString().replace('x', '×'),
            fixed(grid.spacingMm(0), 2),
            fixed(grid.spacingMm(1), 2),
            fixed(grid.spacingMm(2), 2));
  }

  /** Three significant digits, without a unit. */
  static String number(double value) {
    return fixed(value, decimalsFor(value));
  }

  private static int decimalsFor(double value) {
    double size = Math.abs(value);
    return size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : 2;
  }

  /** With a true minus sign, and none before a zero. */
  private static String fixed(double value, int decimals) {
    String digits = String.format(Locale.ROOT, "%." + decimals + "f", Math.abs(value));
    boolean zero = digits.chars().allMatch(c -> c == '0' || c == '.');
    return value < 0 && !zero ? "−" + digits : digits;
  }
}
