package org.regista.io.dicom.object;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * By what and when objects are made.
 *
 * @param version of the program
 * @param when local time
 * @param uids a new UID each time
 */
public record Creation(String program, String version, LocalDateTime when, Supplier<String> uids) {

  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");

  /** Now, with UIDs from random UUIDs (PS3.5 B.2). */
  public static Creation now(String program, String version) {
    return new Creation(
        program,
        version,
        LocalDateTime.ofInstant(Instant.now(), ZoneId.systemDefault()),
        () -> uid(UUID.randomUUID()));
  }

  private static String uid(UUID uuid) {
    byte[] bits =
        ByteBuffer.allocate(16)
            .putLong(uuid.getMostSignificantBits())
            .putLong(uuid.getLeastSignificantBits())
            .array();
    return "2.25." + new BigInteger(1, bits);
  }

  /** VR DA. */
  public String date() {
    return DATE.format(when);
  }

  /** VR TM. */
  public String time() {
    return TIME.format(when);
  }
}
