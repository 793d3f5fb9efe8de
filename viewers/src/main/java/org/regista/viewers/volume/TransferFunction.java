package org.regista.viewers.volume;

import java.util.List;
import org.regista.viewers.state.IntensityWindow;

/**
 * From intensity to colour and opacity, linear between points and constant beyond them.
 *
 * @param points by rising value, at least two
 * @param shaded whether surfaces in it catch the light
 */
public record TransferFunction(List<Point> points, boolean shaded) {

  /**
   * One point.
   *
   * @param value in the unit of the volume
   * @param rgb 0xRRGGBB
   * @param perMm extinction per mm: a way of d mm through it lets exp(-perMm d) of the light pass
   */
  public record Point(double value, int rgb, double perMm) {}

  public TransferFunction {
    points = List.copyOf(points);
    if (points.size() < 2) {
      throw new IllegalArgumentException(
          "a transfer function of %d points".formatted(points.size()));
    }
    for (int n = 1; n < points.size(); n++) {
      if (!(points.get(n).value() > points.get(n - 1).value())) {
        throw new IllegalArgumentException("values do not rise: " + points);
      }
    }
  }

  double lowest() {
    return points.getFirst().value();
  }

  double highest() {
    return points.getLast().value();
  }

  /** Extinction per mm. */
  double perMm(double value) {
    int n = after(value);
    double share = share(value, n);
    return (1 - share) * points.get(n - 1).perMm() + share * points.get(n).perMm();
  }

  /** Red, green or blue, 0 to 1. */
  double channel(double value, int shift) {
    int n = after(value);
    double share = share(value, n);
    int before = points.get(n - 1).rgb() >> shift & 0xFF;
    int behind = points.get(n).rgb() >> shift & 0xFF;
    return ((1 - share) * before + share * behind) / 255;
  }

  /** The second of the two points around {@code value}. */
  private int after(double value) {
    int n = 1;
    while (n < points.size() - 1 && points.get(n).value() < value) {
      n++;
    }
    return n;
  }

  private double share(double value, int n) {
    double from = points.get(n - 1).value();
    return Math.clamp((value - from) / (points.get(n).value() - from), 0, 1);
  }

  /** Transfer functions that suit a kind of image. */
  public enum Preset {
    CT_BONE("CT bone", 250),
    CT_SKIN("CT skin", -250),
    CT_LUNG("CT lung", -500),
    CT_SOFT("CT soft tissue", 0),
    MR("MR", 0.3),
    MR_SKIN("MR surface", 0.15),
    PET("PET hot", 0.4);

    private final String label;
    private final double surface;

    Preset(String label, double surface) {
      this.label = label;
      this.surface = surface;
    }

    /** CT in HU. */
    public static final List<Preset> OF_CT = List.of(CT_BONE, CT_SKIN, CT_LUNG, CT_SOFT);

    public static final List<Preset> OF_MR = List.of(MR, MR_SKIN);
    public static final List<Preset> OF_PET = List.of(PET);

    /** As shown to people. */
    @Override
    public String toString() {
      return label;
    }

    /**
     * A value at which a surface shows something.
     *
     * @param window the usual one of the volume, of which presets without unit take shares
     */
    public double surface(IntensityWindow window) {
      return isCt() ? surface : at(window, surface);
    }

    private boolean isCt() {
      return OF_CT.contains(this);
    }

    /**
     * The function.
     *
     * @param window the usual one of the volume, of which presets without unit take shares
     */
    public TransferFunction function(IntensityWindow window) {
      return switch (this) {
        case CT_BONE ->
            shaded(
                new Point(120, 0xB5654A, 0),
                new Point(220, 0xD9A273, 0.02),
                new Point(400, 0xF0DFBF, 0.3),
                new Point(1200, 0xFFFDF5, 0.8));
        case CT_SKIN ->
            shaded(
                new Point(-500, 0xD8A48A, 0),
                new Point(-300, 0xD8A48A, 0.25),
                new Point(-100, 0xE0B59C, 0.6),
                new Point(200, 0xEFD9C5, 0.6),
                new Point(800, 0xFFFFFF, 0.8));
        case CT_LUNG ->
            shaded(
                new Point(-990, 0x4A7FA8, 0),
                new Point(-900, 0x5B93BD, 0.003),
                new Point(-700, 0x7FB3D5, 0.012),
                new Point(-500, 0xE08C8C, 0.03),
                new Point(-350, 0xE08C8C, 0),
                new Point(300, 0xF0DFBF, 0),
                new Point(900, 0xFFFDF5, 0.08));
        case CT_SOFT ->
            shaded(
                new Point(-20, 0x8A3B2E, 0),
                new Point(40, 0xA8503F, 0.03),
                new Point(120, 0xC9705A, 0.08),
                new Point(250, 0xF0D0B0, 0.2),
                new Point(1000, 0xFFFDF5, 0.6));
        case MR ->
            shaded(
                new Point(at(window, 0.15), 0x3A3A40, 0),
                new Point(at(window, 0.35), 0x8F8A86, 0.015),
                new Point(at(window, 0.7), 0xD8D0C8, 0.08),
                new Point(at(window, 1), 0xFFFAF2, 0.3));
        case MR_SKIN ->
            shaded(
                new Point(at(window, 0.06), 0xC8B09A, 0),
                new Point(at(window, 0.15), 0xD0BBA6, 0.3),
                new Point(at(window, 1), 0xF5EBDD, 0.9));
        case PET ->
            new TransferFunction(
                List.of(
                    new Point(at(window, 0.1), 0x500000, 0),
                    new Point(at(window, 0.25), 0xB01000, 0.006),
                    new Point(at(window, 0.5), 0xFF5A00, 0.06),
                    new Point(at(window, 0.75), 0xFFB020, 0.2),
                    new Point(at(window, 1), 0xFFFFE0, 0.4)),
                false);
      };
    }

    private static TransferFunction shaded(Point... points) {
      return new TransferFunction(List.of(points), true);
    }

    private static double at(IntensityWindow window, double share) {
      return window.lower() + share * window.width();
    }
  }
}
