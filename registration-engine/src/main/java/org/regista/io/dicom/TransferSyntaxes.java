package org.regista.io.dicom;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.regista.io.dicom.pixels.FrameDecoder;

/**
 * Encodings of DICOM files (PS3.5 A, PS3.6 A), by their UIDs, which never change, unlike dcm4che's
 * names.
 */
final class TransferSyntaxes {

  private static final String DEFLATED = "1.2.840.10008.1.2.1.99";

  private static final Set<String> PLAIN =
      Set.of("1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", DEFLATED);

  /** JPEG 2000 (.91) is often without loss; then (0028,2110) says so, and 01 where it is not. */
  private static final Set<String> LOSSY =
      Set.of("1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.81");

  /** Those that {@link FrameDecoder} does not know. */
  private static final Map<String, String> NOT_READ =
      Map.of(
          "1.2.840.10008.1.2.4.92", "JPEG 2000 multi-component lossless",
          "1.2.840.10008.1.2.4.93", "JPEG 2000 multi-component",
          "1.2.840.10008.1.2.4.110", "JPEG XL Lossless",
          "1.2.840.10008.1.2.4.112", "JPEG XL",
          "1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Lossless",
          "1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 Lossless RPCL",
          "1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000");

  private TransferSyntaxes() {}

  static boolean isDeflated(String uid) {
    return uid.equals(DEFLATED);
  }

  /** True if pixels are frames of a codec, whether it is read or not. */
  static boolean isCompressed(String uid) {
    return !PLAIN.contains(uid);
  }

  /** True if the encoding always loses something. */
  static boolean isLossy(String uid) {
    return LOSSY.contains(uid);
  }

  /** Why pixels in this encoding cannot be read; empty if they can. */
  static Optional<String> unreadableBecause(String uid) {
    if (!isCompressed(uid) || FrameDecoder.decodes(uid)) {
      return Optional.empty();
    }
    return Optional.of(
        ("its pixels are compressed (%s, transfer syntax %s), which is not read; decompress it first, "
                + "for example with gdcmconv --raw")
            .formatted(NOT_READ.getOrDefault(uid, "an unknown encoding"), PrintableText.of(uid)));
  }
}
