package org.regista.nativecore.opencl;

import java.util.Locale;

/**
 * One device of one platform.
 *
 * @param id as the library names it
 * @param driver version of the driver
 * @param memoryBytes of the whole device
 * @param largestBufferBytes the most that one allocation may have
 * @param localBytes memory that one work-group shares
 * @param doubles whether it computes in double precision
 */
record OpenClDevice(
    long id,
    String platform,
    String name,
    String driver,
    long memoryBytes,
    long largestBufferBytes,
    long localBytes,
    boolean doubles) {

  /** "NVIDIA H100 (NVIDIA CUDA, driver 570.1), 79.2 GiB". */
  String describe() {
    return String.format(
        Locale.ROOT,
        "%s (%s, driver %s), %s%s",
        name,
        platform,
        driver,
        bytes(memoryBytes),
        doubles ? "" : ", sums in single precision");
  }

  /** "1.5 GiB", "12.0 MiB". */
  static String bytes(long bytes) {
    return bytes >= 1L << 30
        ? String.format(Locale.ROOT, "%.2f GiB", bytes / (double) (1L << 30))
        : String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1L << 20));
  }
}
