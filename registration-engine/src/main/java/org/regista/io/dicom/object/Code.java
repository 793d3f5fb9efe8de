package org.regista.io.dicom.object;

import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;

/**
 * A coded concept (PS3.3 8.1).
 *
 * @param value Code Value
 * @param scheme Coding Scheme Designator: DCM, SCT, UCUM, or 99REGISTA for our own
 * @param meaning for people
 */
public record Code(String value, String scheme, String meaning) {

  private static final int LONGEST_VALUE = 16;

  public Code {
    if (value.length() > LONGEST_VALUE) {
      throw new IllegalArgumentException(
          "the code '%s' is longer than the %d characters of a Code Value"
              .formatted(value, LONGEST_VALUE));
    }
  }

  /** Codes that no standard has; each meaning says all that there is to know. */
  public static final String OUR_SCHEME = "99REGISTA";

  public static Code dcm(String value, String meaning) {
    return new Code(value, "DCM", meaning);
  }

  public static Code sct(String value, String meaning) {
    return new Code(value, "SCT", meaning);
  }

  public static Code ucum(String unit, String meaning) {
    return new Code(unit, "UCUM", meaning);
  }

  public static Code ours(String value, String meaning) {
    return new Code(value, OUR_SCHEME, meaning);
  }

  /** An item of a code sequence. */
  public Attributes item() {
    Attributes item = new Attributes();
    item.setString(Tag.CodeValue, VR.SH, value);
    item.setString(Tag.CodingSchemeDesignator, VR.SH, scheme);
    item.setString(Tag.CodeMeaning, VR.LO, meaning);
    return item;
  }

  /** Reads an item of a code sequence; what is missing is empty. */
  public static Code of(Attributes item) {
    return new Code(
        cut(item.getString(Tag.CodeValue, "")),
        item.getString(Tag.CodingSchemeDesignator, ""),
        item.getString(Tag.CodeMeaning, ""));
  }

  private static String cut(String value) {
    return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE);
  }

  /** Adds this code as the only item of a sequence. */
  public void addTo(Attributes parent, int sequenceTag) {
    parent.newSequence(sequenceTag, 1).add(item());
  }

  /** Equal in value and scheme; the meaning is for people only. */
  public boolean same(Code other) {
    return value.equals(other.value) && scheme.equals(other.scheme);
  }
}
