package org.regista.io.dicom.reg;

/** What the semantic check says of a registration object, in a sentence. */
public record Finding(Severity severity, String sentence) {

  /** What follows from a finding. */
  public enum Severity {
    /** The object cannot be used. */
    ERROR,
    /** It can be read in more than one way; a person has to choose. */
    AMBIGUOUS,
    /** It is unusual, or only partly defined. */
    WARNING
  }

  static Finding error(String sentence) {
    return new Finding(Severity.ERROR, sentence);
  }

  static Finding ambiguous(String sentence) {
    return new Finding(Severity.AMBIGUOUS, sentence);
  }

  static Finding warning(String sentence) {
    return new Finding(Severity.WARNING, sentence);
  }
}
