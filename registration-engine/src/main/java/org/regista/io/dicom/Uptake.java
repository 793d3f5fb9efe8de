package org.regista.io.dicom;

import java.util.List;
import java.util.Optional;
import org.regista.io.dicom.pet.EnteredValues;
import org.regista.io.dicom.pet.PetHeader;
import org.regista.io.dicom.pet.SuvCalculator;
import org.regista.io.dicom.pet.SuvLedger;
import org.regista.io.dicom.pet.SuvRefusedException;
import org.regista.io.dicom.pet.SuvType;

/**
 * How a PET becomes SUV by body weight when it is read, or why it stays as it is stored.
 *
 * @param ledger empty if it is no PET, or was refused
 * @param refusal why there is no ledger; empty if there is one, or it is no PET
 */
record Uptake(Optional<SuvLedger> ledger, String refusal) {

  static Uptake of(List<SliceHeader> slices, EnteredValues entered) {
    if (slices.getFirst().source().pet().isEmpty()) {
      return new Uptake(Optional.empty(), "");
    }
    try {
      return new Uptake(Optional.of(ledger(slices, SuvType.BODY_WEIGHT, entered)), "");
    } catch (SuvRefusedException e) {
      return new Uptake(Optional.empty(), e.reason());
    }
  }

  static SuvLedger ledger(List<SliceHeader> slices, SuvType type, EnteredValues entered)
      throws SuvRefusedException {
    List<PetHeader> headers =
        slices.stream().flatMap(slice -> slice.source().pet().stream()).toList();
    if (headers.isEmpty()) {
      throw new SuvRefusedException("it is no PET");
    }
    return SuvCalculator.of(headers, type, entered);
  }

  /** What to multiply values with. */
  double factor() {
    return ledger.map(SuvLedger::factor).orElse(1.0);
  }

  /** The ledger or the refusal in a sentence. */
  String note() {
    return ledger.map(SuvLedger::sentence).orElse(refusal.isEmpty() ? "" : "no SUV: " + refusal);
  }
}
