package org.regista.geometry;

import java.util.Optional;

/**
 * The identity of one loaded series. Two series may share a DICOM Frame of Reference UID and still
 * need registering, so equality is that of {@code uid}, which names the series and not its frame.
 *
 * @param uid unique within a session: a Series Instance UID, or the absolute path of a file
 * @param label what a person calls it: "MR 2026-05-12", or the file name
 * @param frameOfReferenceUid DICOM (0020,0052) where known
 */
public record Space(String uid, String label, Optional<String> frameOfReferenceUid) {

  public static Space named(String label) {
    return new Space(label, label, Optional.empty());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Space s && s.uid.equals(uid);
  }

  @Override
  public int hashCode() {
    return uid.hashCode();
  }
}
