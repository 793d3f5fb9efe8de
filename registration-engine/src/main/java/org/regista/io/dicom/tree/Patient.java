package org.regista.io.dicom.tree;

import java.util.List;

/**
 * A patient as the files name him; two spellings of a name with one identifier are two patients,
 * and the scan warns of that.
 *
 * @param id Patient ID (0010,0020); empty if there is none
 * @param name Patient's Name (0010,0010), decoded by the file's character set, components joined by
 *     {@code ^}
 * @param birthDate as "1970-12-31"; empty if unknown
 * @param sex M, F or O; empty if unknown
 */
public record Patient(String id, String name, String birthDate, String sex, List<Study> studies) {

  public Patient {
    studies = List.copyOf(studies);
  }
}
