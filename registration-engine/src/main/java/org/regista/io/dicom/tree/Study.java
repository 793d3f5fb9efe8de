package org.regista.io.dicom.tree;

import java.util.List;

/**
 * A study of one patient.
 *
 * @param uid Study Instance UID (0020,000D)
 * @param date as "2026-03-02"; empty if unknown
 */
public record Study(String uid, String date, String description, List<Series> series) {

  public Study {
    series = List.copyOf(series);
  }
}
