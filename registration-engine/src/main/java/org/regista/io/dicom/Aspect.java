package org.regista.io.dicom;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What may tell images of one series apart besides their place. Images that differ in an aspect of
 * the first kind never share a volume; aspects of the second kind are asked, in this order, only
 * where several images lie at one place, because they may also vary from slice to slice of one
 * volume.
 */
enum Aspect {
  IMAGE_TYPE("image type", "", true),
  STACK("stack", "", true),
  ECHO_TIME("echo time", "ms", true),
  B_VALUE("b-value", "s/mm2", true),
  GRADIENT("gradient", "", true),
  TEMPORAL_POSITION("temporal position", "", true),
  CARDIAC_PHASE("cardiac phase", "%", true),
  ECHO_NUMBER("echo", "", false),
  ACQUISITION_NUMBER("acquisition", "", false),
  INVERSION_TIME("inversion time", "ms", false),
  REPETITION_TIME("repetition time", "ms", false),
  FLIP_ANGLE("flip angle", "degrees", false),
  KERNEL("kernel", "", false),
  DIMENSIONS("dimension index", "", false),
  TRIGGER_TIME("trigger time", "ms", false),
  FRAME_REFERENCE_TIME("frame reference time", "ms", false),
  ACQUISITION_TIME("acquisition time", "", false),
  CONTENT_TIME("content time", "", false);

  private final String title;
  private final String unit;
  private final boolean always;

  Aspect(String title, String unit, boolean always) {
    this.title = title;
    this.unit = unit;
    this.always = always;
  }

  /** Whether images that differ in it never share a volume. */
  boolean separatesAlways() {
    return always;
  }

  /**
   * Whether its values are a time that passes, by which images at one place can be put in order.
   */
  boolean ordersInTime() {
    return ordinal() >= TRIGGER_TIME.ordinal();
  }

  /** "echo time 4.92 ms", or "no echo time". */
  String phrase(String value) {
    if (value.isEmpty()) {
      return "no " + title;
    }
    return (title + " " + value + " " + unit).strip();
  }

  /** A value as a number that sorts in time; empty if it is none. */
  static Optional<BigDecimal> moment(String value) {
    try {
      return value.length() > 32 ? Optional.empty() : Optional.of(new BigDecimal(value));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
