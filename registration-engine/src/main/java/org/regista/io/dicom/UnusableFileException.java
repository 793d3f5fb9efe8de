package org.regista.io.dicom;

import java.util.Optional;

/** Why one file cannot become a slice; caught by the scanner, never seen outside this package. */
final class UnusableFileException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String lostFromSeries;

  private UnusableFileException(String reason, String lostFromSeries) {
    super(reason);
    this.lostFromSeries = lostFromSeries;
  }

  /** The file is no slice of a CT, MR or PET series, and nothing is missing without it. */
  static UnusableFileException notASlice(String reason) {
    return new UnusableFileException(reason, "");
  }

  /** The file is of this series, of which a slice may be missing without it. */
  static UnusableFileException lostSlice(String reason, String seriesUid) {
    return new UnusableFileException(reason, seriesUid);
  }

  /** The reason, without the file's name. */
  String reason() {
    return String.valueOf(getMessage());
  }

  /** The series that may lack a slice because of this; empty if none can. */
  Optional<String> lostFromSeries() {
    return lostFromSeries.isEmpty() ? Optional.empty() : Optional.of(lostFromSeries);
  }
}
