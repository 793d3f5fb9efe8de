package org.regista.io.dicom;

/** What happens to volumes with slices that are missing or unevenly spaced. */
public enum Uneven {
  /** They are refused, with the slices named. */
  REFUSED,

  /**
   * Values are interpolated linearly between neighbouring slices, on even slices as close as the
   * closest two; the volume says so in a remark.
   */
  INTERPOLATED;

  static final String REMEDY = ", or with ':even' behind the choice (FOLDER#1:even) interpolated";
}
