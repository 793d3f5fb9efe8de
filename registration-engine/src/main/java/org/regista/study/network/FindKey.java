package org.regista.study.network;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an archive can be asked for, and answers; the values are texts as DICOM writes them. */
public enum FindKey {
  PATIENT_NAME(0x00100010),
  PATIENT_ID(0x00100020),
  PATIENT_BIRTH_DATE(0x00100030),
  STUDY_UID(0x0020000D),
  STUDY_DATE(0x00080020),
  STUDY_DESCRIPTION(0x00081030),
  MODALITIES_IN_STUDY(0x00080061),
  SERIES_UID(0x0020000E),
  SERIES_DATE(0x00080021),
  SERIES_DESCRIPTION(0x0008103E),
  MODALITY(0x00080060),
  SERIES_OBJECTS(0x00201209),
  INSTANCE_UID(0x00080018),
  SOP_CLASS(0x00080016);

  private final int tag;

  FindKey(int tag) {
    this.tag = tag;
  }

  /** Group in the upper half, element in the lower. */
  public int tag() {
    return tag;
  }

  static Optional<FindKey> of(int tag) {
    return Arrays.stream(values()).filter(key -> key.tag == tag).findFirst();
  }

  /** What is asked for when studies, series or instances are looked for. */
  public enum Level {
    STUDY(
        PATIENT_NAME,
        PATIENT_ID,
        PATIENT_BIRTH_DATE,
        STUDY_UID,
        STUDY_DATE,
        STUDY_DESCRIPTION,
        MODALITIES_IN_STUDY),
    SERIES(STUDY_UID, SERIES_UID, SERIES_DATE, SERIES_DESCRIPTION, MODALITY, SERIES_OBJECTS),
    INSTANCE(STUDY_UID, SERIES_UID, INSTANCE_UID, SOP_CLASS);

    private final List<FindKey> keys;

    Level(FindKey... keys) {
      this.keys = List.of(keys);
    }

    public List<FindKey> keys() {
      return keys;
    }
  }
}
