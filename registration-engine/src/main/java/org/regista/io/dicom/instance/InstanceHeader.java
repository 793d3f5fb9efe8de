package org.regista.io.dicom.instance;

/**
 * What one object says of itself, decoded by its character set. What is missing is empty; UIDs are
 * checked to be digits and dots.
 */
public record InstanceHeader(Patient patient, Study study, Series series, Instance instance) {

  /**
   * @param id (0010,0020)
   * @param issuer (0010,0021)
   * @param name (0010,0010), its alphabetic form, with carets
   * @param birthDate (0010,0030)
   * @param sex (0010,0040)
   */
  public record Patient(String id, String issuer, String name, String birthDate, String sex) {}

  /**
   * @param uid (0020,000D)
   * @param date (0008,0020), as "20260302"
   * @param time (0008,0030)
   * @param description (0008,1030)
   * @param accession (0008,0050)
   */
  public record Study(String uid, String date, String time, String description, String accession) {}

  /**
   * @param uid (0020,000E)
   * @param modality (0008,0060)
   * @param description (0008,103E)
   * @param date (0008,0021), else of the acquisition, else of the study
   * @param frameOfReference (0020,0052)
   */
  public record Series(
      String uid, String modality, String description, String date, String frameOfReference) {}

  /**
   * @param uid (0008,0018)
   * @param sopClass (0008,0016)
   * @param transferSyntax (0002,0010)
   * @param number (0020,0013)
   * @param place what tells apart images of one patient without their UIDs: class, time of the
   *     acquisition, size, position and orientation, numbers in one form
   */
  public record Instance(
      String uid, String sopClass, String transferSyntax, String number, String place) {}
}
