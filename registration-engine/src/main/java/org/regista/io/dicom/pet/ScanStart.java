package org.regista.io.dicom.pet;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The start of the scan, to which values of Decay Correction START refer. Series Date and Time are
 * it unless they are later than an acquisition, as in series that were made afterwards.
 */
final class ScanStart {

  /** Times that should be one are refused beyond this; 5 minutes are 3 % of F-18. */
  private static final double CONTRADICTION_S = 300;

  private static final double MILLI = 1e-3;

  private final Evidence evidence;
  private final double halfLifeS;

  ScanStart(Evidence evidence, double halfLifeS) {
    this.evidence = evidence;
    this.halfLifeS = halfLifeS;
  }

  LocalDateTime find() throws SuvRefusedException {
    Optional<LocalDateTime> firstAcquisition =
        evidence.slices().stream()
            .flatMap(h -> h.times().acquisition().stream())
            .min(Comparator.naturalOrder());
    Optional<LocalDateTime> series =
        evidence.common("(0008,0031)", "Series Date and Time", h -> h.times().series());
    List<LocalDateTime> byFrames = byFrames();
    if (series.isPresent()
        && firstAcquisition.isPresent()
        && !series.get().isAfter(firstAcquisition.get())) {
      check("Series Time (0008,0031)", series.get(), byFrames);
      evidence.enter("(0008,0031)", "Series Date and Time", series.get().toString());
      evidence.rule(
          "the scan starts at Series Time, which is not after the first acquisition at "
              + firstAcquisition.get());
      return series.get();
    }
    Optional<LocalDateTime> ge =
        evidence.common("(0009,100D)", "GE Scan DateTime", h -> h.times().geScan());
    if (ge.isPresent()) {
      check("GE's scan time (0009,100D)", ge.get(), byFrames);
      evidence.enter("(0009,100D)", "GE Scan DateTime", ge.get().toString());
      evidence.rule("the scan starts at GE's private scan time, since Series Time is no start");
      return ge.get();
    }
    if (!byFrames.isEmpty()) {
      LocalDateTime start = byFrames.getFirst();
      check("the frames themselves", start, byFrames);
      evidence.enter("(0054,1300)", "Frame Reference Time", "of each slice");
      evidence.rule(
          "the scan starts at Acquisition Time + mean time of the frame - Frame Reference Time = "
              + start);
      return start;
    }
    LocalDateTime start =
        firstAcquisition.orElseThrow(
            () -> new SuvRefusedException("it has no Acquisition Date and Time (0008,0022/0032)"));
    evidence.enter("(0008,0032)", "first Acquisition Date and Time", start.toString());
    evidence.rule(
        series.isPresent()
            ? "the scan starts with the first acquisition, since Series Time is after it"
            : "the scan starts with the first acquisition, since there is no Series Time");
    return start;
  }

  /**
   * By each slice that can tell: t - reference + the time of its mean count rate; the first first.
   */
  private List<LocalDateTime> byFrames() {
    return evidence.slices().stream()
        .map(PetHeader::times)
        .filter(
            t ->
                t.acquisition().isPresent()
                    && t.frameReferenceMs().orElse(0) > 0
                    && t.frameDurationMs().orElse(0) > 0)
        .map(
            t ->
                t.acquisition()
                    .orElseThrow()
                    .plusNanos(
                        Math.round(
                            1e9
                                * (meanCountTimeS(MILLI * t.frameDurationMs().orElseThrow())
                                    - MILLI * t.frameReferenceMs().orElseThrow()))))
        .sorted()
        .toList();
  }

  /**
   * When in a frame the activity has its mean: ln(x / (1 - e^-x)) / lambda, x = lambda duration.
   */
  private double meanCountTimeS(double durationS) {
    double lambda = Math.log(2) / halfLifeS;
    double x = lambda * durationS;
    return Math.log(x / -Math.expm1(-x)) / lambda;
  }

  private static void check(String name, LocalDateTime start, List<LocalDateTime> byFrames)
      throws SuvRefusedException {
    for (LocalDateTime other : byFrames) {
      double apartS = Math.abs(Duration.between(start, other).toNanos() * 1e-9);
      if (apartS > CONTRADICTION_S) {
        throw new SuvRefusedException(
            String.format(
                Locale.ROOT,
                "the scan starts at %s by %s and at %s by a Frame Reference Time (0054,1300)",
                start,
                name,
                other));
      }
    }
  }
}
