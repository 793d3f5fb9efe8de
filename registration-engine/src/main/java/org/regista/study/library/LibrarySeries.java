package org.regista.study.library;

/**
 * One series of the library.
 *
 * @param uid Series Instance UID
 * @param date of the series, as "20260302"; empty if it is not known
 * @param objects how many the library has
 * @param bytes the size of their files
 */
public record LibrarySeries(
    Patient patient,
    Study study,
    String uid,
    String modality,
    String date,
    String description,
    long objects,
    long bytes) {

  /**
   * @param id the patient's number in the hospital; may be empty
   * @param name as DICOM writes it, with carets
   */
  public record Patient(String id, String name, String birthDate) {}

  /** The study that the series belongs to. */
  public record Study(String uid, String date, String description) {}
}
