package org.regista.image;

/** What the numbers of a volume mean. */
public enum IntensityUnit {
  HOUNSFIELD("HU"),
  /** Standardised uptake by body weight, g/mL. */
  SUV_BW("SUVbw"),
  /** By lean body mass, g/mL. */
  SUL("SUL"),
  /** By body surface area, cm2/mL. */
  SUV_BSA("SUVbsa"),
  BQ_PER_ML("Bq/mL"),
  GRAY("Gy"),
  ARBITRARY("");

  private final String symbol;

  IntensityUnit(String symbol) {
    this.symbol = symbol;
  }

  /** As printed behind a value; empty for {@link #ARBITRARY}. */
  public String symbol() {
    return symbol;
  }
}
