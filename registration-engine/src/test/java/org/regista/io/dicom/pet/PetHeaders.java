package org.regista.io.dicom.pet;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Headers that a test changes; begins as the worked example: F-18, 370 MBq, one hour, 75 kg. */
final class PetHeaders {

  String units = "BQML";
  String suvType = "";
  String decay = "START";
  Set<String> corrections = Set.of("DECY", "ATTN", "SCAT");
  boolean lossy;
  Optional<LocalDateTime> series = at("2026-03-02T11:00:00");
  Optional<LocalDateTime> acquisition = at("2026-03-02T11:00:00");
  Optional<LocalDateTime> ge = Optional.empty();
  OptionalDouble referenceMs = OptionalDouble.empty();
  OptionalDouble durationMs = OptionalDouble.empty();
  int items = 1;
  OptionalDouble doseBq = OptionalDouble.of(370e6);
  OptionalDouble halfLifeS = OptionalDouble.of(6586.2);
  Optional<LocalDateTime> injected = at("2026-03-02T10:00:00");
  Optional<LocalTime> injectedTime = Optional.empty();
  OptionalDouble weightKg = OptionalDouble.of(75);
  OptionalDouble heightM = OptionalDouble.of(1.8);
  String sex = "M";
  OptionalDouble philipsSuv = OptionalDouble.empty();
  OptionalDouble philipsActivity = OptionalDouble.empty();

  static Optional<LocalDateTime> at(String text) {
    return Optional.of(LocalDateTime.parse(text));
  }

  PetHeader header() {
    return new PetHeader(
        new PetHeader.Quantity(units, suvType, decay, corrections, lossy),
        new PetHeader.Times(series, acquisition, ge, referenceMs, durationMs),
        new PetHeader.Dose(items, doseBq, halfLifeS, injected, injectedTime),
        new PetHeader.Patient(weightKg, heightM, sex),
        new PetHeader.VendorFactors(philipsSuv, philipsActivity));
  }
}
