package org.regista.register.plan;

/** Which intensities are told apart; those outside are clamped to the nearer end. */
public sealed interface IntensityRange {

  /** From one percentile of the image to another, each in [0, 100]. */
  record Percentiles(double low, double high) implements IntensityRange {}

  /** Fixed numbers in the unit of the image: a CT window. */
  record Values(double low, double high) implements IntensityRange {}
}
