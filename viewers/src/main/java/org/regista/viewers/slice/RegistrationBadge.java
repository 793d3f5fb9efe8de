package org.regista.viewers.slice;

import org.regista.geometry.FrameRelation;
import org.regista.geometry.Space;

/**
 * Whether what lies on each other belongs on each other: in words, and as a colour that repeats
 * them.
 */
public record RegistrationBadge(Trust trust, String text) {

  /** How far the alignment may be trusted, and the colour that says so. */
  public enum Trust {
    /** One frame of reference, or a signed registration. */
    CERTAIN(0xFF57B26A),
    UNSIGNED(0xFFE3A43B),
    NONE(0xFFF0605A);

    private final int argb;

    Trust(int argb) {
      this.argb = argb;
    }

    public int argb() {
      return argb;
    }
  }

  public RegistrationBadge {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a badge needs words, not colour alone");
    }
  }

  /** Two images as their headers place them. */
  public static RegistrationBadge notRegistered() {
    return new RegistrationBadge(Trust.NONE, "NOT REGISTERED");
  }

  /** Two images of one DICOM frame of reference, as the scanner placed them. */
  public static RegistrationBadge sameFrame() {
    return new RegistrationBadge(Trust.CERTAIN, "SAME FRAME OF REFERENCE, as scanned");
  }

  /**
   * Green only where the signature says that the alignment may be used.
   *
   * @param how what did it and when
   * @param level of uncertainty, 0 to 4
   */
  public static RegistrationBadge signed(String how, int level, String name) {
    Trust trust = level <= 2 ? Trust.CERTAIN : level == 3 ? Trust.UNSIGNED : Trust.NONE;
    String use = level <= 2 ? "" : level == 3 ? ", DIAGNOSIS ONLY" : ", NOT ACCEPTABLE";
    return new RegistrationBadge(
        trust, "REGISTERED by %s, level %d, signed by %s%s".formatted(how, level, name, use));
  }

  /** What the headers alone allow to say of two images. */
  public static RegistrationBadge byHeaders(Space fixed, Space moving) {
    return FrameRelation.byHeaders(fixed, moving).kind() == FrameRelation.Kind.SAME_FRAME
        ? sameFrame()
        : notRegistered();
  }

  /**
   * @param how what did it and when: "rigid MI 2026-11-23"
   */
  public static RegistrationBadge unsigned(String how) {
    return new RegistrationBadge(Trust.UNSIGNED, "REGISTERED by " + how + ", not signed");
  }
}
