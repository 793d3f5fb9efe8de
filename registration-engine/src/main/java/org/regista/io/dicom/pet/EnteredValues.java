package org.regista.io.dicom.pet;

import java.time.LocalDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of a PET whose file does not say it. Every such value is marked in the ledger;
 * none replaces what a header has. Null stands for "not entered".
 *
 * @param weightKg of the patient
 * @param doseBq injected
 * @param halfLifeS of the nuclide
 * @param injected local date and time of the injection, "2026-05-12T14:01:00"
 * @param valuesAreSuv that the numbers of a file without units are SUV by body weight
 */
public record EnteredValues(
    @Nullable Double weightKg,
    @Nullable Double doseBq,
    @Nullable Double halfLifeS,
    @Nullable String injected,
    boolean valuesAreSuv) {

  public static final EnteredValues NONE = new EnteredValues(null, null, null, null, false);

  /** What stands behind a value in the ledger. */
  public static final String MARK = "user-entered";

  private static final String WEIGHT_TAG = "(0010,1030)";
  private static final String DOSE_TAG = "(0018,1074)";
  private static final String HALF_LIFE_TAG = "(0018,1075)";
  private static final String INJECTED_TAG = "(0018,1078)";

  /** Whether anything was entered. */
  public boolean isEmpty() {
    return equals(NONE);
  }

  /** The headers with what was entered where they say nothing. */
  List<PetHeader> completed(List<PetHeader> slices) throws SuvRefusedException {
    for (PetHeader slice : slices) {
      contradiction(slice.patient().weightKg(), weightKg, "Patient's Weight", WEIGHT_TAG);
      contradiction(slice.dose().totalBq(), doseBq, "Radionuclide Total Dose", DOSE_TAG);
      contradiction(slice.dose().halfLifeS(), halfLifeS, "Radionuclide Half Life", HALF_LIFE_TAG);
    }
    Optional<LocalDateTime> time = injectedAt();
    return slices.stream().map(slice -> completed(slice, time)).toList();
  }

  private static void contradiction(
      OptionalDouble stated, @Nullable Double entered, String name, String tag)
      throws SuvRefusedException {
    if (entered != null && stated.isPresent() && stated.getAsDouble() != entered) {
      throw new SuvRefusedException(
          "its %s %s is %s, but %s was entered; what a header says is not replaced"
              .formatted(name, tag, Evidence.text(stated.getAsDouble()), Evidence.text(entered)));
    }
  }

  private Optional<LocalDateTime> injectedAt() throws SuvRefusedException {
    if (injected == null) {
      return Optional.empty();
    }
    Optional<LocalDateTime> time = DicomTimes.dateTime(injected.replaceAll("[-T: ]", ""));
    if (time.isEmpty()) {
      throw new SuvRefusedException(
          "the injection was entered as '%s'; write 2026-05-12T14:01".formatted(injected));
    }
    return time;
  }

  private PetHeader completed(PetHeader slice, Optional<LocalDateTime> time) {
    PetHeader.Dose dose = slice.dose();
    return new PetHeader(
        slice.quantity(),
        slice.times(),
        new PetHeader.Dose(
            doseBq != null && dose.items() == 0 ? 1 : dose.items(),
            or(dose.totalBq(), doseBq),
            or(dose.halfLifeS(), halfLifeS),
            dose.injected().isPresent() || dose.injectedTime().isPresent() ? dose.injected() : time,
            dose.injectedTime()),
        new PetHeader.Patient(
            or(slice.patient().weightKg(), weightKg),
            slice.patient().heightM(),
            slice.patient().sex()),
        slice.vendorFactors());
  }

  private static OptionalDouble or(OptionalDouble stated, @Nullable Double entered) {
    return stated.isPresent() || entered == null ? stated : OptionalDouble.of(entered);
  }

  /** The tags that come from a person, for a header that is not complete. */
  Set<String> marked(PetHeader slice) {
    Set<String> tags = new LinkedHashSet<>();
    mark(tags, weightKg != null && slice.patient().weightKg().isEmpty(), WEIGHT_TAG);
    mark(tags, doseBq != null && slice.dose().totalBq().isEmpty(), DOSE_TAG);
    mark(tags, halfLifeS != null && slice.dose().halfLifeS().isEmpty(), HALF_LIFE_TAG);
    boolean timed = slice.dose().injected().isPresent() || slice.dose().injectedTime().isPresent();
    mark(tags, injected != null && !timed, INJECTED_TAG);
    return tags;
  }

  private static void mark(Set<String> tags, boolean entered, String tag) {
    if (entered) {
      tags.add(tag);
    }
  }
}
