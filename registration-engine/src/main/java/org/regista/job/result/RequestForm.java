package org.regista.job.result;

import java.util.Locale;

/**
 * What was asked for, by whom and what for: the request form of AAPM TG-132, section 4.D. It is
 * kept with the result and decides no number of it.
 *
 * @param primary name of the image that stays: contours and dose belong to it
 * @param region what matters, in the words of who asks; empty if nothing was said
 * @param askedBy who asks; empty if nothing was said
 * @param askedOn when, ISO 8601 date; empty if nothing was said
 */
public record RequestForm(
    String primary, Purpose purpose, String region, String askedBy, String askedOn) {

  /** What the registration is for. */
  public enum Purpose {
    CONTOUR,
    DOSE,
    FOLLOW_UP,
    OTHER;

    /** As on the command line and to people: "follow-up". */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
