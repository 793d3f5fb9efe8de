package org.regista.io.dicom.pet;

import org.regista.image.IntensityUnit;

/** By what the uptake is normalised. */
public enum SuvType {
  /** Body weight, g/mL. */
  BODY_WEIGHT("SUVbw", "g/mL", IntensityUnit.SUV_BW),
  /** Lean body mass after Janmahasatian, g/mL. */
  LEAN_BODY_MASS("SUL", "g/mL", IntensityUnit.SUL),
  /** Body surface area after Du Bois, cm2/mL. */
  BODY_SURFACE("SUVbsa", "cm2/mL", IntensityUnit.SUV_BSA);

  private final String symbol;
  private final String unit;
  private final IntensityUnit intensityUnit;

  SuvType(String symbol, String unit, IntensityUnit intensityUnit) {
    this.symbol = symbol;
    this.unit = unit;
    this.intensityUnit = intensityUnit;
  }

  public String symbol() {
    return symbol;
  }

  public String unit() {
    return unit;
  }

  /** What the values of a volume are in. */
  public IntensityUnit intensityUnit() {
    return intensityUnit;
  }
}
