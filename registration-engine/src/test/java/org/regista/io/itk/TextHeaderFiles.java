package org.regista.io.itk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small files of a text header and 2 x 3 x 4 numbers 0, 1, 2 ... */
final class TextHeaderFiles {

  static final int COUNT = 24;

  private TextHeaderFiles() {}

  /** "i2" is 16-bit whole numbers, "f8" float64. */
  static byte[] numbers(String type, ByteOrder order) {
    int bytes = type.charAt(1) - '0';
    ByteBuffer out = ByteBuffer.allocate(COUNT * bytes).order(order);
    for (int n = 0; n < COUNT; n++) {
      switch (type) {
        case "f4" -> out.putFloat(n);
        case "f8" -> out.putDouble(n);
        case "i1" -> out.put((byte) n);
        case "i2" -> out.putShort((short) n);
        case "i4" -> out.putInt(n);
        case "i8" -> out.putLong(n);
        default -> throw new IllegalArgumentException(type);
      }
    }
    return out.array();
  }

  static Path write(Path file, String header, byte[]... parts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(header.getBytes(StandardCharsets.US_ASCII));
    for (byte[] part : parts) {
      out.write(part);
    }
    return Files.write(file, out.toByteArray());
  }
}
