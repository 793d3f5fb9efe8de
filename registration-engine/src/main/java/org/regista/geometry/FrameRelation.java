package org.regista.geometry;

import java.util.Optional;

/**
 * Whether two series may be laid over each other, and why: inside one DICOM frame of reference
 * (PS3.3 C.7.4.1), or through a registration that has a name. Everything else is shown only with
 * the words that it is not registered.
 *
 * @param words for people: they stand on every fused view and output
 */
public record FrameRelation(Kind kind, String words) {

  /** On what the alignment rests. */
  public enum Kind {
    /** The scanner's; the patient may have moved all the same. */
    SAME_FRAME,
    REGISTERED,
    NOT_REGISTERED
  }

  /** What the headers alone say of two series. */
  public static FrameRelation byHeaders(Space fixed, Space moving) {
    Optional<String> frame = fixed.frameOfReferenceUid();
    boolean same =
        fixed.equals(moving) || (frame.isPresent() && frame.equals(moving.frameOfReferenceUid()));
    return same
        ? new FrameRelation(Kind.SAME_FRAME, "same frame of reference")
        : new FrameRelation(Kind.NOT_REGISTERED, "NOT REGISTERED");
  }

  /**
   * @param how what registered them: "rigid, diffeo 2026-11-23", a file, a person
   */
  public static FrameRelation registeredBy(String how) {
    return new FrameRelation(Kind.REGISTERED, "registered by " + how);
  }
}
