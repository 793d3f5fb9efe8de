package org.regista.io.dicom.tree;

import java.util.List;

/**
 * A series and the volumes that its images form: one, unless it holds several orientations, matrix
 * sizes, frames of reference, echoes, b-values, phases or times.
 *
 * @param uid Series Instance UID (0020,000E)
 * @param number Series Number (0020,0011) as the file has it; empty if there is none
 * @param date of the series, else of its acquisition or study, as "2026-03-02"; empty if unknown
 */
public record Series(
    String uid,
    String modality,
    String number,
    String description,
    String date,
    List<VolumeSummary> volumes) {

  public Series {
    volumes = List.copyOf(volumes);
  }

  /** Images of all volumes. */
  public int images() {
    return volumes.stream().mapToInt(VolumeSummary::images).sum();
  }
}
