package org.regista.io.dicom.pet;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What the header of one PET slice says that matters for SUV. Nothing is judged here: a value is
 * empty if it is missing or cannot be read.
 */
public record PetHeader(
    Quantity quantity, Times times, Dose dose, Patient patient, VendorFactors vendorFactors) {

  /**
   * What the numbers are.
   *
   * @param units (0054,1001): BQML, CNTS, GML, ...
   * @param suvType (0054,1006): BW, LBM, LBMJANMA, BSA, IBW
   * @param decayCorrection (0054,1102): START, ADMIN or NONE
   * @param corrections (0028,0051): DECY, ATTN, ...
   * @param lossy compressed with loss, by (0028,2110) or the encoding
   */
  public record Quantity(
      String units,
      String suvType,
      String decayCorrection,
      Set<String> corrections,
      boolean lossy) {

    public Quantity {
      corrections = Set.copyOf(corrections);
    }
  }

  /**
   * When it was measured.
   *
   * @param series (0008,0021) and (0008,0031)
   * @param acquisition (0008,0022) and (0008,0032)
   * @param geScan GE's (0009,xx0D) of GEMS_PETD_01: start of the scan
   * @param frameReferenceMs (0054,1300), from the reference of the decay correction
   * @param frameDurationMs (0018,1242)
   */
  public record Times(
      Optional<LocalDateTime> series,
      Optional<LocalDateTime> acquisition,
      Optional<LocalDateTime> geScan,
      OptionalDouble frameReferenceMs,
      OptionalDouble frameDurationMs) {}

  /**
   * The Radiopharmaceutical Information Sequence (0054,0016).
   *
   * @param items in it
   * @param totalBq (0018,1074)
   * @param halfLifeS (0018,1075)
   * @param injected (0018,1078)
   * @param injectedTime (0018,1072), which has no date
   */
  public record Dose(
      int items,
      OptionalDouble totalBq,
      OptionalDouble halfLifeS,
      Optional<LocalDateTime> injected,
      Optional<LocalTime> injectedTime) {}

  /**
   * Whose tissue.
   *
   * @param weightKg (0010,1030)
   * @param heightM (0010,1020)
   * @param sex (0010,0040)
   */
  public record Patient(OptionalDouble weightKg, OptionalDouble heightM, String sex) {}

  /**
   * Philips' private factors, by its creator "Philips PET Private Group".
   *
   * @param philipsSuv (7053,xx00): SUVbw of one count
   * @param philipsActivity (7053,xx09): Bq/mL of one count
   */
  public record VendorFactors(OptionalDouble philipsSuv, OptionalDouble philipsActivity) {}
}
