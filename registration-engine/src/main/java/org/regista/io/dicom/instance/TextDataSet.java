package org.regista.io.dicom.instance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dcm4che3.data.ElementDictionary;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.regista.io.dicom.instance.ElementStream.Encoding;

/**
 * Questions to archives and their answers: small data sets in implicit little endian of which only
 * the texts of the outermost level count.
 */
public final class TextDataSet {

  private static final String UTF_8 = "ISO_IR 192";
  private static final Encoding IMPLICIT = new Encoding(false, true);

  private TextDataSet() {}

  /**
   * @param values by tag, group in the upper half; in the character set UTF-8, which is declared
   */
  public static byte[] encode(Map<Integer, String> values) {
    SortedMap<Integer, String> all = new TreeMap<>(Integer::compareUnsigned);
    all.putAll(values);
    all.put(Tag.SpecificCharacterSet, UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    all.forEach((tag, value) -> write(out, tag, value));
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, int tag, String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    byte[] even = Arrays.copyOf(text, text.length + (text.length & 1));
    if (even.length > text.length && ElementDictionary.vrOf(tag, null) != VR.UI) {
      even[text.length] = ' ';
    }
    out.writeBytes(
        ByteBuffer.allocate(8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort((short) (tag >>> 16))
            .putShort((short) tag)
            .putInt(even.length)
            .array());
    out.writeBytes(even);
  }

  /**
   * The texts of some tags, by the data set's own character set; what is missing is not in the map.
   *
   * @throws IOException if the data set is damaged
   */
  public static Map<Integer, String> decode(byte[] dataSet, Iterable<Integer> tags)
      throws IOException {
    Map<Integer, byte[]> wanted = new TreeMap<>();
    tags.forEach(tag -> wanted.put(tag, new byte[0]));
    wanted.put(Tag.SpecificCharacterSet, new byte[0]);
    ContentVisitor content = new ContentVisitor(false, wanted.keySet());
    try {
      new ElementStream(new ByteArrayInputStream(dataSet), IMPLICIT, dataSet.length, content)
          .walk();
    } catch (RuntimeException e) {
      throw new IOException("it is damaged", e);
    }
    HeaderValues values = new HeaderValues(content.kept());
    Map<Integer, String> texts = new TreeMap<>();
    tags.forEach(
        tag -> {
          if (content.kept().containsKey(tag)) {
            texts.put(tag, values.text(tag));
          }
        });
    return texts;
  }
}
