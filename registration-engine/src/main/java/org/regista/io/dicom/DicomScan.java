package org.regista.io.dicom;

import java.nio.file.Path;
import java.util.List;
import org.regista.error.InputDataException;
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

  /**
   * The volume that a user means; see {@link VolumeChoice} for how to say it.
   *
   * @param place what was scanned, for messages
   * @param choice empty if there should be only one
   * @throws InputDataException if none or several may be meant; it lists the choices
   */
  public VolumeCandidate chosen(Path place, String choice) {
    return VolumeChoice.of(choice).among(volumes, place);
  }

  /** The same volumes by patient, study and series, each in the order of their first volumes. */
  public List<Patient> patients() {
    return PatientTree.of(volumes);
  }
}
