package org.regista.io.dicom.instance;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What stands in front of a data set in a file (PS3.10 section 7.1). The preamble is zero, so that
 * the file can be nothing else but DICOM.
 *
 * @param source the application that sent the object; empty if it is not known
 */
public record FileMeta(String sopClass, String sopInstance, String transferSyntax, String source) {

  /** Implementation Class UID of this program. */
  public static final String IMPLEMENTATION_CLASS = "2.25.94563698095665612753745836102791605898";

  /** Implementation Version Name of this program. */
  public static final String IMPLEMENTATION_NAME = "REGISTA";

  private static final int PREAMBLE = 128;

  /** Preamble, prefix and group 0002, explicit little endian. */
  public byte[] encoded() {
    ByteArrayOutputStream group = new ByteArrayOutputStream();
    group.writeBytes(
        ByteBuffer.allocate(14)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0x00010002)
            .put((byte) 'O')
            .put((byte) 'B')
            .putShort((short) 0)
            .putInt(2)
            .putShort((short) 0x0100)
            .array());
    text(group, 0x0002, "UI", sopClass);
    text(group, 0x0003, "UI", sopInstance);
    text(group, 0x0010, "UI", transferSyntax);
    text(group, 0x0012, "UI", IMPLEMENTATION_CLASS);
    text(group, 0x0013, "SH", IMPLEMENTATION_NAME);
    if (!source.isEmpty()) {
      text(group, 0x0016, "AE", source);
    }
    ByteBuffer head =
        ByteBuffer.allocate(PREAMBLE + 4 + 12 + group.size()).order(ByteOrder.LITTLE_ENDIAN);
    head.position(PREAMBLE);
    head.put(new byte[] {'D', 'I', 'C', 'M'});
    head.putInt(0x00000002).put((byte) 'U').put((byte) 'L').putShort((short) 4);
    head.putInt(group.size()).put(group.toByteArray());
    return head.array();
  }

  private static void text(ByteArrayOutputStream out, int element, String vr, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
    byte[] even = Arrays.copyOf(bytes, bytes.length + (bytes.length & 1));
    if (even.length > bytes.length && !vr.equals("UI")) {
      even[bytes.length] = ' ';
    }
    out.writeBytes(
        ByteBuffer.allocate(8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort((short) 2)
            .putShort((short) element)
            .put(vr.getBytes(StandardCharsets.ISO_8859_1))
            .putShort((short) even.length)
            .array());
    out.writeBytes(even);
  }
}
