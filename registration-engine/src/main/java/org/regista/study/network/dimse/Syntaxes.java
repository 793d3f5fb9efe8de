package org.regista.study.network.dimse;

import java.util.List;

/** UIDs of the standard (PS3.6 annex A) that the network needs. */
final class Syntaxes {

  static final String VERIFICATION = "1.2.840.10008.1.1";
  static final String FIND = "1.2.840.10008.5.1.4.1.2.2.1";
  static final String MOVE = "1.2.840.10008.5.1.4.1.2.2.2";
  static final String GET = "1.2.840.10008.5.1.4.1.2.2.3";

  static final String IMPLICIT = "1.2.840.10008.1.2";
  static final String EXPLICIT = "1.2.840.10008.1.2.1";

  /** How objects may travel; as they are stored is best, so each is negotiated by itself. */
  static final List<String> OF_OBJECTS =
      List.of(
          EXPLICIT,
          IMPLICIT,
          "1.2.840.10008.1.2.1.99", // deflated
          "1.2.840.10008.1.2.2", // big endian
          "1.2.840.10008.1.2.4.50", // JPEG baseline
          "1.2.840.10008.1.2.4.51", // JPEG extended
          "1.2.840.10008.1.2.4.57", // JPEG lossless
          "1.2.840.10008.1.2.4.70", // JPEG lossless, first-order prediction
          "1.2.840.10008.1.2.4.80", // JPEG-LS lossless
          "1.2.840.10008.1.2.4.81", // JPEG-LS
          "1.2.840.10008.1.2.4.90", // JPEG 2000 lossless
          "1.2.840.10008.1.2.4.91", // JPEG 2000
          "1.2.840.10008.1.2.4.201", // HTJ2K lossless
          "1.2.840.10008.1.2.4.203", // HTJ2K
          "1.2.840.10008.1.2.5"); // RLE

  private static final List<String> STORAGE =
      List.of("1.2.840.10008.5.1.4.1.1.", "1.2.840.10008.5.1.4.34.", "1.2.840.10008.5.1.4.45.");

  private Syntaxes() {}

  static boolean isStorage(String sopClass) {
    return STORAGE.stream().anyMatch(sopClass::startsWith);
  }
}
