package org.regista.io.dicom;

import java.util.List;

/**
 * What lies in a folder.
 *
 * @param series every CT, MR and PET series, in the order of their first files
 * @param rejected every file that no series uses, with the reason
 */
public record DicomScan(List<SeriesCandidate> series, List<RejectedFile> rejected) {

  public DicomScan {
    series = List.copyOf(series);
    rejected = List.copyOf(rejected);
  }
}
