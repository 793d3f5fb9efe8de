package org.regista.io.dicom;

import java.util.Map;
import java.util.Optional;

/**
 * Encodings of DICOM files (PS3.5 A, PS3.6 A), by their UIDs, which never change, unlike dcm4che's
 * names.
 */
final class TransferSyntaxes {

  private static final String DEFLATED = "1.2.840.10008.1.2.1.99";

  private static final Map<String, String> COMPRESSED =
      Map.ofEntries(
          Map.entry("1.2.840.10008.1.2.4.50", "JPEG Baseline"),
          Map.entry("1.2.840.10008.1.2.4.51", "JPEG Extended"),
          Map.entry("1.2.840.10008.1.2.4.57", "JPEG Lossless"),
          Map.entry("1.2.840.10008.1.2.4.70", "JPEG Lossless, first-order prediction"),
          Map.entry("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless"),
          Map.entry("1.2.840.10008.1.2.4.81", "JPEG-LS Near-Lossless"),
          Map.entry("1.2.840.10008.1.2.4.90", "JPEG 2000 Lossless"),
          Map.entry("1.2.840.10008.1.2.4.91", "JPEG 2000"),
          Map.entry("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Lossless"),
          Map.entry("1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 Lossless RPCL"),
          Map.entry("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000"),
          Map.entry("1.2.840.10008.1.2.5", "RLE Lossless"));

  private TransferSyntaxes() {}

  static boolean isDeflated(String uid) {
    return uid.equals(DEFLATED);
  }

  /** Why pixels in this encoding cannot be read; empty if they are uncompressed. */
  static Optional<String> unreadableBecause(String uid) {
    return switch (uid) {
      case "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", DEFLATED ->
          Optional.empty();
      default -> {
        String name = COMPRESSED.getOrDefault(uid, "an unknown encoding");
        yield Optional.of(
            ("its pixels are compressed (%s, transfer syntax %s); decompress it first, "
                    + "for example with gdcmconv --raw")
                .formatted(name, PrintableText.of(uid)));
      }
    };
  }
}
