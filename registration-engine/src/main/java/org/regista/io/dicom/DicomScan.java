package org.regista.io.dicom;

import java.util.List;
import org.regista.io.dicom.tree.Patient;
import org.regista.io.dicom.tree.RejectedFile;

/**
 * What lies in a folder.
 *
 * @param volumes every volume of the CT, MR and PET series, those of a series side by side, the
 *     series in the order of their first files; the n-th has the number n
 * @param rejected every file that no volume uses, with the reason
 */
public record DicomScan(List<VolumeCandidate> volumes, List<RejectedFile> rejected) {

  public DicomScan {
    volumes = List.copyOf(volumes);
    rejected = List.copyOf(rejected);
  }

  /** The same volumes by patient, study and series, each in the order of their first volumes. */
  public List<Patient> patients() {
    return PatientTree.of(volumes);
  }
}
