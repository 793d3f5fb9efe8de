package org.regista.io.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The private image header of Siemens MR images, (0029,xx10) of the creator "SIEMENS CSA HEADER": a
 * list of named elements with texts as values. The format is not published; this reads what the
 * documentation of NiBabel describes ("Siemens format DICOM with CSA header"), in both of its
 * versions. Every length is checked against the bytes that are there.
 */
final class CsaHeader {

  private static final byte[] VERSION_2 = {'S', 'V', '1', '0'};
  private static final int NAME_BYTES = 64;
  private static final int MOST_ELEMENTS = 1000;
  private static final int MOST_ITEMS = 1000;

  private final Map<String, List<String>> elements = new HashMap<>();

  /** By which the older version's lengths are too large. */
  private int itemsOfFirst;

  private CsaHeader() {}

  /** Empty if the bytes are not such a header; as far as it goes if they are damaged. */
  static CsaHeader of(byte[] bytes) {
    CsaHeader header = new CsaHeader();
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    boolean version2 = bytes.length > 16 && startsWith(bytes, VERSION_2);
    if (version2) {
      in.position(8);
    }
    if (in.remaining() < 8) {
      return header;
    }
    int count = in.getInt();
    in.getInt();
    for (int n = 0; n < Math.min(count, MOST_ELEMENTS); n++) {
      if (!header.readElement(in, version2)) {
        break;
      }
    }
    return header;
  }

  /** The values of an element that are not empty. */
  List<String> texts(String name) {
    return elements.getOrDefault(name, List.of());
  }

  /** The values of an element if they are exactly {@code count} numbers, else none. */
  double[] numbers(String name, int count) {
    List<String> texts = texts(name);
    double[] numbers = new double[texts.size() == count ? count : 0];
    for (int n = 0; n < numbers.length; n++) {
      try {
        numbers[n] = Double.parseDouble(texts.get(n));
      } catch (NumberFormatException e) {
        return new double[0];
      }
    }
    return numbers;
  }

  private boolean readElement(ByteBuffer in, boolean version2) {
    if (in.remaining() < NAME_BYTES + 20) {
      return false;
    }
    byte[] name = new byte[NAME_BYTES];
    in.get(name);
    in.position(in.position() + 12); // multiplicity, VR, syngo type
    int items = in.getInt();
    in.getInt();
    itemsOfFirst = elements.isEmpty() ? items : itemsOfFirst;
    List<String> values = new ArrayList<>();
    for (int n = 0; n < Math.min(items, MOST_ITEMS); n++) {
      if (in.remaining() < 16) {
        return false;
      }
      int first = in.getInt();
      int second = in.getInt();
      in.getLong();
      int length = version2 ? second : first - itemsOfFirst;
      if (length < 0 || length > in.remaining()) {
        return false;
      }
      byte[] value = new byte[length];
      in.get(value);
      in.position(Math.min(in.limit(), in.position() + (4 - length % 4) % 4));
      String text = text(value);
      if (!text.isEmpty()) {
        values.add(text);
      }
    }
    elements.put(text(name), values);
    return true;
  }

  private static String text(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.US_ASCII).strip();
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    for (int n = 0; n < start.length; n++) {
      if (bytes[n] != start[n]) {
        return false;
      }
    }
    return true;
  }
}
