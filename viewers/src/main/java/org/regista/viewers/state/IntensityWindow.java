package org.regista.viewers.state;

/** The range of intensities that a colour map spans, in the unit of the volume. */
public record IntensityWindow(double lower, double upper) {

  public IntensityWindow {
    if (!(lower < upper) || !Double.isFinite(lower) || !Double.isFinite(upper)) {
      throw new IllegalArgumentException("window from %g to %g is empty".formatted(lower, upper));
    }
  }

  /** The radiologist's form: a centre and a positive width. */
  public static IntensityWindow ofLevelAndWidth(double level, double width) {
    return new IntensityWindow(level - width / 2, level + width / 2);
  }

  public double level() {
    return (lower + upper) / 2;
  }

  public double width() {
    return upper - lower;
  }

  /** 0 at and below {@code lower}, 1 at and above {@code upper}, linear between; NaN stays NaN. */
  public double fraction(double intensity) {
    double f = (intensity - lower) / (upper - lower);
    return f <= 0 ? 0 : f >= 1 ? 1 : f;
  }
}
