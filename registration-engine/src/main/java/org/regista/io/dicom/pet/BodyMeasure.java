package org.regista.io.dicom.pet;

import java.util.Locale;

/** Weight, lean mass or surface of a patient. */
final class BodyMeasure {

  private static final double GRAMS = 1000;
  private static final double SQUARE_CENTIMETRES = 10_000;

  private final Evidence evidence;

  BodyMeasure(Evidence evidence) {
    this.evidence = evidence;
  }

  /** Grams of body or lean body, or square centimetres of its surface. */
  double of(SuvType type) throws SuvRefusedException {
    double weightKg =
        evidence.number(
            "(0010,1030)", "Patient's Weight", "kg", h -> h.patient().weightKg(), 0.2, 500);
    return switch (type) {
      case BODY_WEIGHT -> GRAMS * weightKg;
      case LEAN_BODY_MASS -> GRAMS * leanKg(weightKg, heightM());
      case BODY_SURFACE -> SQUARE_CENTIMETRES * surface(weightKg, heightM());
    };
  }

  /** {@link #of} over the weight in grams; 1 for body weight, which then need not be known. */
  double perWeight(SuvType type) throws SuvRefusedException {
    if (type == SuvType.BODY_WEIGHT) {
      return 1;
    }
    double measure = of(type);
    return measure / (GRAMS * evidence.slices().getFirst().patient().weightKg().orElseThrow());
  }

  private double heightM() throws SuvRefusedException {
    return evidence.number(
        "(0010,1020)", "Patient's Size", "m", h -> h.patient().heightM(), 0.3, 2.6);
  }

  /** Janmahasatian et al. 2005: 9270 W / (6680 + 216 BMI) for men, 8780 + 244 BMI for women. */
  private double leanKg(double weightKg, double heightM) throws SuvRefusedException {
    String sex = evidence.common("(0010,0040)", "Patient's Sex", h -> h.patient().sex());
    double bodyMassIndex = weightKg / (heightM * heightM);
    double divisor =
        switch (sex) {
          case "M" -> 6680 + 216 * bodyMassIndex;
          case "F" -> 8780 + 244 * bodyMassIndex;
          default ->
              throw new SuvRefusedException(
                  "its Patient's Sex (0010,0040) is '%s'; lean body mass is known for M and F"
                      .formatted(sex));
        };
    evidence.enter("(0010,0040)", "Patient's Sex", sex);
    double leanKg = 9270 * weightKg / divisor;
    evidence.rule(
        String.format(Locale.ROOT, "lean body mass %.4g kg after Janmahasatian 2005", leanKg));
    return leanKg;
  }

  /** Du Bois 1916: 0.007184 W^0.425 H^0.725, kg, cm and square metres. */
  private double surface(double weightKg, double heightM) {
    double surface = 0.007184 * Math.pow(weightKg, 0.425) * Math.pow(100 * heightM, 0.725);
    evidence.rule(String.format(Locale.ROOT, "body surface %.4g m2 after Du Bois 1916", surface));
    return surface;
  }
}
