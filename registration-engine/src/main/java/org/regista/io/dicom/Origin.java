package org.regista.io.dicom;

import org.dcm4che3.data.Tag;

/**
 * Whose image a file is: its patient, study and the number of its series, made safe for printing.
 * The fields are as in {@link org.regista.io.dicom.tree.Patient} and its parts.
 */
record Origin(
    String patientId,
    String patientName,
    String birthDate,
    String sex,
    String studyUid,
    String studyDate,
    String studyDescription,
    String seriesNumber) {

  static Origin read(HeaderFields fields) {
    return new Origin(
        PrintableText.of(fields.text(Tag.PatientID)),
        PrintableText.of(name(fields.text(Tag.PatientName))),
        SeriesIdentityReader.date(fields, Tag.PatientBirthDate),
        PrintableText.of(fields.text(Tag.PatientSex)),
        PrintableText.of(fields.text(Tag.StudyInstanceUID)),
        SeriesIdentityReader.date(fields, Tag.StudyDate),
        PrintableText.of(fields.text(Tag.StudyDescription)),
        PrintableText.of(fields.text(Tag.SeriesNumber)));
  }

  /** Without empty parts at the end, which a file may write or leave out (PS3.5 6.2.1.2). */
  private static String name(String text) {
    return text.replaceAll("[=^ ]+$", "");
  }
}
