package org.regista.io.dicom.pet;

/** By what the uptake is normalised. */
public enum SuvType {
  /** Body weight, g/mL. */
  BODY_WEIGHT("SUVbw", "g/mL"),
  /** Lean body mass after Janmahasatian, g/mL. */
  LEAN_BODY_MASS("SUL", "g/mL"),
  /** Body surface area after Du Bois, cm2/mL. */
  BODY_SURFACE("SUVbsa", "cm2/mL");

  private final String symbol;
  private final String unit;

  SuvType(String symbol, String unit) {
    this.symbol = symbol;
    this.unit = unit;
  }

  public String symbol() {
    return symbol;
  }

  public String unit() {
    return unit;
  }
}
