package org.regista.io.dicom;

/** Text of a file made safe for a terminal, a log line or a report. */
final class PrintableText {

  private static final int LONGEST = 64;

  private PrintableText() {}

  /** Control characters become blanks, runs of blanks one, and at most 64 characters are left. */
  static String of(String text) {
    String plain = text.replaceAll("\\p{C}", " ").replaceAll("\\s+", " ").strip();
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST - 1) + "…";
  }
}
