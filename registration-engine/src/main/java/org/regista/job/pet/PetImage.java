package org.regista.job.pet;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;
import org.regista.image.VolumeNotes;
import org.regista.io.VolumeFiles;
import org.regista.io.VolumePath;
import org.regista.io.dicom.DicomScanner;
import org.regista.io.dicom.DicomSeriesReader;
import org.regista.io.dicom.VolumeCandidate;
import org.regista.io.dicom.pet.EnteredValues;
import org.regista.io.dicom.pet.SuvLedger;
import org.regista.io.dicom.pet.SuvRefusedException;
import org.regista.io.dicom.pet.SuvType;

/**
 * A PET, and how its numbers become SUV by body weight. Owns the volume.
 *
 * @param volume in SUV if there is a ledger
 * @param ledger empty if no SUV can be computed
 * @param refusal why there is no ledger; empty if there is one
 */
public record PetImage(Volume volume, Optional<SuvLedger> ledger, String refusal)
    implements AutoCloseable {

  private static final Pattern SERIES_UID = Pattern.compile("[0-9.]+(#[0-9]+)?");

  /**
   * Reads an image; the caller closes it.
   *
   * @param entered what a person says where the file says nothing
   * @throws org.regista.error.InputDataException if it cannot be read
   */
  public static PetImage read(VolumeFiles files, Path path, EnteredValues entered) {
    Volume asStored = files.read(path);
    if (!isDicom(asStored)) {
      return ofFile(asStored, entered);
    }
    VolumePath place = VolumePath.of(path);
    VolumeCandidate series =
        DicomScanner.scanOf(place.file())
            .chosen(place.file(), asStored.space().uid())
            .withEntered(entered);
    try {
      SuvLedger ledger = series.suv(SuvType.BODY_WEIGHT);
      if (asStored.unit() == IntensityUnit.SUV_BW) {
        return new PetImage(asStored, Optional.of(ledger), "");
      }
      asStored.close();
      return new PetImage(DicomSeriesReader.read(series), Optional.of(ledger), "");
    } catch (SuvRefusedException e) {
      return new PetImage(asStored, Optional.empty(), e.reason());
    }
  }

  /** Whether a volume was read from a DICOM series. */
  public static boolean isDicom(Volume volume) {
    return SERIES_UID.matcher(volume.space().uid()).matches();
  }

  /** Other files state no unit; a person may. */
  private static PetImage ofFile(Volume stored, EnteredValues entered) {
    if (!entered.valuesAreSuv()) {
      return new PetImage(
          stored, Optional.empty(), "the file states no unit; say whether its numbers are SUVbw");
    }
    SuvLedger ledger =
        new SuvLedger(
            SuvType.BODY_WEIGHT,
            1,
            "g/mL",
            List.of(new SuvLedger.Entry("", "Unit", "SUVbw, " + EnteredValues.MARK)),
            List.of("values are taken for SUVbw because a person said so"));
    VolumeNotes notes = new VolumeNotes(stored.remarks(), stored.observations(), ledger.sentence());
    return new PetImage(
        new Volume(stored.space(), stored.grid(), IntensityUnit.SUV_BW, stored.voxels(), notes),
        Optional.of(ledger),
        "");
  }

  @Override
  public void close() {
    volume.close();
  }
}
