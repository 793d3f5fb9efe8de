package org.regista.quality.tg132;

/**
 * One line of an assessment.
 *
 * @param what was looked at
 * @param measured the figures with their units; empty if there are none
 * @param tolerance what was asked, in words; empty where there is none
 */
public record Check(String what, String measured, String tolerance, Status status) {

  /** What the figures say. */
  public enum Status {
    PASS("PASS"),
    FAIL("FAIL"),
    /** A figure that the report of TG-132 gives no tolerance for. */
    INFO("INFO"),
    NOT_MEASURED("NOT MEASURED");

    private final String words;

    Status(String words) {
      this.words = words;
    }

    /** As shown to people. */
    public String words() {
      return words;
    }
  }
}
