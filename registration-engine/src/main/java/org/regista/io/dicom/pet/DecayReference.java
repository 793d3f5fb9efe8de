package org.regista.io.dicom.pet;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The dose that is left at the time to which the values are decay corrected. */
final class DecayReference {

  private static final double LEAST_BQ = 1e5;
  private static final double MOST_BQ = 1e11;
  private static final double LEAST_HALF_LIFE_S = 60;
  private static final double MOST_HALF_LIFE_S = 1e7;

  /** Above, a scan may be days after an injection of which only the time of day is known. */
  private static final double LONG_HALF_LIFE_S = 6 * 3600;

  private static final double MOST_HALF_LIVES = 10;
  private static final Duration SAME_INJECTION = Duration.ofSeconds(60);

  private final Evidence evidence;

  DecayReference(Evidence evidence) {
    this.evidence = evidence;
  }

  double doseBq() throws SuvRefusedException {
    int items = evidence.common("(0054,0016)", "Radiopharmaceuticals", h -> h.dose().items());
    if (items != 1) {
      throw new SuvRefusedException(
          "it has %d radiopharmaceuticals in (0054,0016), where one is needed".formatted(items));
    }
    double injectedBq =
        evidence.number(
            "(0018,1074)",
            "Radionuclide Total Dose",
            "Bq",
            h -> h.dose().totalBq(),
            LEAST_BQ,
            MOST_BQ);
    String correction = correction();
    return switch (correction) {
      case "ADMIN" -> {
        evidence.rule("values are decay corrected to the injection, so the whole dose counts");
        yield injectedBq;
      }
      case "START" -> injectedBq * shareLeft();
      default ->
          throw new SuvRefusedException(
              correction.isEmpty()
                  ? "it has no Decay Correction (0054,1102)"
                  : "its Decay Correction (0054,1102) is %s; START and ADMIN are known"
                      .formatted(correction));
    };
  }

  private String correction() throws SuvRefusedException {
    String correction =
        evidence.common("(0054,1102)", "Decay Correction", h -> h.quantity().decayCorrection());
    Set<String> done =
        evidence.common("(0028,0051)", "Corrected Image", h -> h.quantity().corrections());
    if (!done.contains("ATTN")) {
      throw new SuvRefusedException(
          "it is not attenuation corrected: Corrected Image (0028,0051) has no ATTN");
    }
    boolean decayCorrected = correction.equals("START") || correction.equals("ADMIN");
    if (decayCorrected && !done.contains("DECY")) {
      throw new SuvRefusedException(
          "its Decay Correction (0054,1102) %s contradicts Corrected Image (0028,0051), which has no DECY"
              .formatted(correction));
    }
    evidence.enter("(0028,0051)", "Corrected Image", "ATTN, DECY");
    evidence.enter("(0054,1102)", "Decay Correction", correction);
    return correction;
  }

  private double shareLeft() throws SuvRefusedException {
    double halfLifeS =
        evidence.number(
            "(0018,1075)",
            "Radionuclide Half Life",
            "s",
            h -> h.dose().halfLifeS(),
            LEAST_HALF_LIFE_S,
            MOST_HALF_LIFE_S);
    LocalDateTime scan = new ScanStart(evidence, halfLifeS).find();
    LocalDateTime injection = injection(scan, halfLifeS);
    double seconds = Duration.between(injection, scan).toNanos() * 1e-9;
    if (seconds < 0 || seconds > MOST_HALF_LIVES * halfLifeS) {
      throw new SuvRefusedException(
          String.format(
              Locale.ROOT,
              "the injection at %s and the scan at %s are %.0f s apart",
              injection,
              scan,
              seconds));
    }
    double share = Math.pow(2, -seconds / halfLifeS);
    evidence.rule(
        String.format(
            Locale.ROOT,
            "%.3f s of decay since the injection leave %.9g of the dose",
            seconds,
            share));
    return share;
  }

  private LocalDateTime injection(LocalDateTime scan, double halfLifeS) throws SuvRefusedException {
    Optional<LocalDateTime> dated =
        evidence.common(
            "(0018,1078)", "Radiopharmaceutical Start DateTime", h -> h.dose().injected());
    Optional<LocalTime> time =
        evidence.common(
            "(0018,1072)", "Radiopharmaceutical Start Time", h -> h.dose().injectedTime());
    if (dated.isPresent()) {
      checkSame(dated.get(), time);
      evidence.enter("(0018,1078)", "Radiopharmaceutical Start DateTime", dated.get().toString());
      return dated.get();
    }
    if (time.isEmpty()) {
      throw new SuvRefusedException(
          "it has no Radiopharmaceutical Start DateTime (0018,1078) or Start Time (0018,1072)");
    }
    if (halfLifeS > LONG_HALF_LIFE_S) {
      throw new SuvRefusedException(
          "the day of the injection is not known: it has a Start Time (0018,1072) and no DateTime (0018,1078)");
    }
    evidence.enter("(0018,1072)", "Radiopharmaceutical Start Time", time.get().toString());
    LocalDateTime sameDay = scan.toLocalDate().atTime(time.get());
    if (!sameDay.isAfter(scan)) {
      evidence.rule("the injection has no date and is taken to be on the day of the scan");
      return sameDay;
    }
    evidence.rule(
        "the injection has no date and a later time of day than the scan, so it was the day before");
    return sameDay.minusDays(1);
  }

  private static void checkSame(LocalDateTime dated, Optional<LocalTime> time)
      throws SuvRefusedException {
    if (time.isPresent()
        && Duration.between(dated.toLocalTime(), time.get()).abs().compareTo(SAME_INJECTION) > 0) {
      throw new SuvRefusedException(
          "its injection is at %s by (0018,1078) and at %s by (0018,1072)"
              .formatted(dated, time.get()));
    }
  }
}
