package org.regista.io.dicom.object;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.dcm4che3.data.Tag;
import org.regista.error.InputDataException;
import org.regista.io.dicom.DicomObjects;

/** The objects that we write: SOP class (PS3.4 B.5), modality and the number of their series. */
public enum ObjectKind {
  SPATIAL_REGISTRATION("1.2.840.10008.5.1.4.1.1.66.1", "REG", 901),
  DEFORMABLE_REGISTRATION("1.2.840.10008.5.1.4.1.1.66.3", "REG", 902),
  CT_IMAGE("1.2.840.10008.5.1.4.1.1.2", "CT", 903),
  MR_IMAGE("1.2.840.10008.5.1.4.1.1.4", "MR", 904),
  PET_IMAGE("1.2.840.10008.5.1.4.1.1.128", "PT", 905),
  STRUCTURE_SET("1.2.840.10008.5.1.4.1.1.481.3", "RTSTRUCT", 906),
  DOSE("1.2.840.10008.5.1.4.1.1.481.2", "RTDOSE", 907),
  SEGMENTATION("1.2.840.10008.5.1.4.1.1.66.4", "SEG", 908),
  MEASUREMENT_REPORT("1.2.840.10008.5.1.4.1.1.88.34", "SR", 909),
  BLENDING_STATE("1.2.840.10008.5.1.4.1.1.11.4", "PR", 910),
  ENCAPSULATED_PDF("1.2.840.10008.5.1.4.1.1.104.1", "DOC", 911);

  private final String sopClass;
  private final String modality;
  private final int seriesNumber;

  ObjectKind(String sopClass, String modality, int seriesNumber) {
    this.sopClass = sopClass;
    this.modality = modality;
    this.seriesNumber = seriesNumber;
  }

  public String sopClass() {
    return sopClass;
  }

  public String modality() {
    return modality;
  }

  public int seriesNumber() {
    return seriesNumber;
  }

  /** What a file holds, if it is one of these. */
  public static Optional<ObjectKind> of(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      String sopClass = DicomObjects.readHeader(file).getString(Tag.SOPClassUID, "");
      return Stream.of(values()).filter(kind -> kind.sopClass.equals(sopClass)).findFirst();
    } catch (InputDataException e) {
      return Optional.empty(); // no DICOM; whoever reads it as something else will tell
    }
  }
}
