package org.regista.io.dicom.tree;

import java.util.Optional;
import org.regista.geometry.Space;
import org.regista.image.IntensityUnit;

/**
 * What a series says of itself, made safe for printing; nothing of the patient.
 *
 * @param uid Series Instance UID
 * @param modality "CT", "MR" or "PT"
 * @param description Series Description, or "series 3" where there is none
 * @param date of the series, else of its acquisition or study, as "2026-03-02"; empty if there is
 *     none
 * @param frameOfReferenceUid (0020,0052)
 */
public record SeriesIdentity(
    String uid,
    String modality,
    String description,
    String date,
    Optional<String> frameOfReferenceUid,
    IntensityUnit unit) {

  /** "CT 2026-03-02 thorax". */
  public String label() {
    return String.join(" ", modality, date, description).replaceAll(" +", " ").strip();
  }

  /** The same with values in another unit. */
  public SeriesIdentity in(IntensityUnit other) {
    return new SeriesIdentity(uid, modality, description, date, frameOfReferenceUid, other);
  }

  /** The space of the series, by its UID. */
  public Space space() {
    return new Space(uid, label(), frameOfReferenceUid);
  }
}
