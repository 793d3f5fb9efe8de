package org.regista.job.pet;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.regista.geometry.Space;
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
    Suv suv = Suv.of(path, asStored.space(), entered);
    boolean isSuv = asStored.unit() == IntensityUnit.SUV_BW;
    if (suv.ledger().isEmpty() || isSuv) {
      return new PetImage(asStored, suv.ledger(), suv.refusal());
    }
    if (isDicom(asStored.space())) {
      asStored.close();
      Volume inSuv = DicomSeriesReader.read(candidate(path, asStored.space(), entered));
      return new PetImage(inSuv, suv.ledger(), "");
    }
    VolumeNotes notes =
        new VolumeNotes(
            asStored.remarks(), asStored.observations(), suv.ledger().orElseThrow().sentence());
    return new PetImage(
        new Volume(
            asStored.space(), asStored.grid(), IntensityUnit.SUV_BW, asStored.voxels(), notes),
        suv.ledger(),
        "");
  }

  /**
   * How the numbers of a PET become SUV.
   *
   * @param ledger empty if they cannot
   * @param refusal why not; empty if they can
   */
  public record Suv(Optional<SuvLedger> ledger, String refusal) {

    /**
     * @param space of the image at {@code path}
     */
    public static Suv of(Path path, Space space, EnteredValues entered) {
      if (!isDicom(space)) {
        return ofFile(entered);
      }
      try {
        SuvLedger ledger = candidate(path, space, entered).suv(SuvType.BODY_WEIGHT);
        return new Suv(Optional.of(ledger), "");
      } catch (SuvRefusedException e) {
        return new Suv(Optional.empty(), e.reason());
      }
    }

    /** Other files state no unit; a person may. */
    private static Suv ofFile(EnteredValues entered) {
      if (!entered.valuesAreSuv()) {
        return new Suv(
            Optional.empty(), "the file states no unit; say whether its numbers are SUVbw");
      }
      SuvLedger ledger =
          new SuvLedger(
              SuvType.BODY_WEIGHT,
              1,
              "g/mL",
              List.of(new SuvLedger.Entry("", "Unit", "SUVbw, " + EnteredValues.MARK)),
              List.of("values are taken for SUVbw because a person said so"));
      return new Suv(Optional.of(ledger), "");
    }
  }

  private static VolumeCandidate candidate(Path path, Space space, EnteredValues entered) {
    VolumePath place = VolumePath.of(path);
    return DicomScanner.scanOf(place.file()).chosen(place.file(), space.uid()).withEntered(entered);
  }

  /** Whether a space is that of a DICOM series. */
  public static boolean isDicom(Space space) {
    return SERIES_UID.matcher(space.uid()).matches();
  }

  @Override
  public void close() {
    volume.close();
  }
}
