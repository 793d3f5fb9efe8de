package org.regista.io.dicom.pet;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Computes the factor of one series from the headers of its slices. */
public final class SuvCalculator {

  private final Evidence evidence;
  private final SuvType type;

  private SuvCalculator(Evidence evidence, SuvType type) {
    this.evidence = evidence;
    this.type = type;
  }

  /**
   * The factor and its ledger.
   *
   * @param slices of one series, at least one
   * @throws SuvRefusedException if a value is missing, impossible, or contradicts another
   */
  public static SuvLedger of(List<PetHeader> slices, SuvType type) throws SuvRefusedException {
    return of(slices, type, EnteredValues.NONE);
  }

  /**
   * As {@link #of(List, SuvType)}, where the headers say nothing with what a person says.
   *
   * @throws SuvRefusedException also if a person contradicts a header
   */
  public static SuvLedger of(List<PetHeader> slices, SuvType type, EnteredValues entered)
      throws SuvRefusedException {
    Evidence evidence = new Evidence(entered.completed(slices), entered.marked(slices.getFirst()));
    return new SuvCalculator(evidence, type).ledger();
  }

  private SuvLedger ledger() throws SuvRefusedException {
    if (evidence.slices().stream().anyMatch(h -> h.quantity().lossy())) {
      throw new SuvRefusedException("its pixels were compressed with loss");
    }
    String units = evidence.common("(0054,1001)", "Units", h -> h.quantity().units());
    evidence.enter("(0054,1001)", "Units", units);
    return switch (units) {
      case "BQML" -> ledger("Bq/mL", ofActivity());
      case "CNTS" -> ledger("counts", ofCounts());
      case "GML", "CM2ML" -> ledger(units.equals("GML") ? "g/mL" : "cm2/mL", ofSuv(units));
      default ->
          throw new SuvRefusedException(
              units.isEmpty()
                  ? "it has no Units (0054,1001)"
                  : "its Units (0054,1001) are %s; BQML, CNTS, GML and CM2ML are known"
                      .formatted(units));
    };
  }

  private SuvLedger ledger(String valueUnit, double factor) throws SuvRefusedException {
    if (!(factor > 0) || Double.isInfinite(factor)) {
      throw new SuvRefusedException("its values give a factor of " + factor);
    }
    return new SuvLedger(type, factor, valueUnit, evidence.entries(), evidence.rules());
  }

  /** SUV of 1 Bq/mL: the body over the dose that is left at the reference of the decay. */
  private double ofActivity() throws SuvRefusedException {
    double body = new BodyMeasure(evidence).of(type);
    return body / new DecayReference(evidence).doseBq();
  }

  /** Counts, which only Philips' private factors make comparable. */
  private double ofCounts() throws SuvRefusedException {
    OptionalDouble suv =
        factor("(7053,1000)", "Philips SUV Scale Factor", h -> h.vendorFactors().philipsSuv());
    if (suv.isPresent()) {
      evidence.rule("counts become SUVbw by Philips' own factor");
      return suv.getAsDouble() * new BodyMeasure(evidence).perWeight(type);
    }
    OptionalDouble activity =
        factor(
            "(7053,1009)",
            "Philips Activity Concentration Factor",
            h -> h.vendorFactors().philipsActivity());
    if (activity.isPresent()) {
      evidence.rule("counts become Bq/mL by Philips' own factor");
      return activity.getAsDouble() * ofActivity();
    }
    throw new SuvRefusedException(
        "its Units are counts, and neither of Philips' factors (7053,1000), (7053,1009) is there");
  }

  /** Empty unless it is there and above 0; Philips writes 0 for "not known". */
  private OptionalDouble factor(String tag, String name, Function<PetHeader, OptionalDouble> of)
      throws SuvRefusedException {
    OptionalDouble value = evidence.common(tag, name, of);
    if (value.isEmpty() || !(value.getAsDouble() > 0)) {
      return OptionalDouble.empty();
    }
    evidence.enter(tag, name, Evidence.text(value.getAsDouble()));
    return value;
  }

  /** Values that are SUV already (PS3.3 C.8.9.1); those in g/mL without a type are by weight. */
  private double ofSuv(String units) throws SuvRefusedException {
    SuvType is = statedType(units);
    if (is == type) {
      evidence.rule("values are %s already".formatted(type.symbol()));
      return 1;
    }
    evidence.rule("values are %s and become %s".formatted(is.symbol(), type.symbol()));
    BodyMeasure body = new BodyMeasure(evidence);
    double from = body.perWeight(is);
    return body.perWeight(type) / from;
  }

  private SuvType statedType(String units) throws SuvRefusedException {
    String stated = evidence.common("(0054,1006)", "SUV Type", h -> h.quantity().suvType());
    if (!stated.isEmpty()) {
      evidence.enter("(0054,1006)", "SUV Type", stated);
    }
    SuvType is =
        switch (stated) {
          case "" -> units.equals("GML") ? SuvType.BODY_WEIGHT : SuvType.BODY_SURFACE;
          case "BW" -> SuvType.BODY_WEIGHT;
          case "LBMJANMA" -> SuvType.LEAN_BODY_MASS;
          case "BSA" -> SuvType.BODY_SURFACE;
          default ->
              throw new SuvRefusedException(
                  "its values are SUV of another kind, SUV Type (0054,1006) " + stated);
        };
    if ((is == SuvType.BODY_SURFACE) != units.equals("CM2ML")) {
      throw new SuvRefusedException(
          "its Units (0054,1001) %s contradict its SUV Type (0054,1006) %s"
              .formatted(units, stated));
    }
    return is;
  }
}
