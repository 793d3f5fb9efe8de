package org.regista.image;

/** What the numbers of a volume mean. */
public enum IntensityUnit {
  HOUNSFIELD("HU"),
  SUV_BW("SUVbw"),
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
