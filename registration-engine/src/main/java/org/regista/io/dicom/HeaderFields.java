package org.regista.io.dicom;

import java.io.IOException;
import java.util.Optional;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.VR;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to the attributes of one header; what is missing or nonsense is said in a sentence.
 */
final class HeaderFields {

  /** Without any attribute. */
  static final HeaderFields NONE = new HeaderFields(new Attributes());

  private static final int MOST_VALUES = 16;

  private final Attributes attributes;

  HeaderFields(Attributes attributes) {
    this.attributes = attributes;
  }

  boolean has(int tag) {
    return attributes.containsValue(tag);
  }

  /** The first value, without blanks around it; empty if it is missing or cannot be decoded. */
  String text(int tag) {
    return text(tag, 0);
  }

  /** A value of an attribute with several; empty if it is missing or cannot be decoded. */
  String text(int tag, int index) {
    try {
      return attributes.getString(tag, index, "").strip();
    } catch (RuntimeException e) {
      return ""; // an unknown character set or a value of another type: no text, as if it were
      // missing
    }
  }

  /** True if one of the values equals {@code value}. */
  boolean contains(int tag, String value) {
    for (int n = 0; n < MOST_VALUES; n++) {
      if (text(tag, n).equals(value)) {
        return true;
      }
    }
    return false;
  }

  /** The values, at most 16, joined by backslashes as in the file. */
  String all(int tag) {
    StringBuilder all = new StringBuilder(text(tag, 0));
    for (int n = 1; n < MOST_VALUES && !text(tag, n).isEmpty(); n++) {
      all.append('\\').append(text(tag, n));
    }
    return all.toString();
  }

  /** The first value of a private attribute; empty if the block is not this creator's. */
  String privateText(String creator, int tag) {
    try {
      return attributes.getString(creator, tag, VR.LO, "").strip();
    } catch (RuntimeException e) {
      return "";
    }
  }

  /** The numbers of a private attribute; none if the block is not this creator's. */
  double[] privateDoubles(String creator, int tag) {
    try {
      double @Nullable [] values = attributes.getDoubles(creator, tag);
      return values == null ? new double[0] : values;
    } catch (RuntimeException e) {
      return new double[0];
    }
  }

  /** The bytes of a private attribute; none if the block is not this creator's. */
  byte[] privateBytes(String creator, int tag) {
    try {
      byte @Nullable [] bytes = attributes.getBytes(creator, tag);
      return bytes == null ? new byte[0] : bytes;
    } catch (IOException | RuntimeException e) {
      return new byte[0];
    }
  }

  /** The numbers of an attribute; none if it is missing or nonsense. */
  double[] doubles(int tag) {
    try {
      double @Nullable [] values = has(tag) ? attributes.getDoubles(tag) : null;
      return values == null ? new double[0] : values;
    } catch (RuntimeException e) {
      return new double[0];
    }
  }

  /** The first value of an attribute tag; 0 if there is none. */
  int tag(int tag) {
    try {
      return attributes.getInt(tag, 0);
    } catch (RuntimeException e) {
      return 0;
    }
  }

  /** How many items a sequence has; 0 if it is none. */
  int items(int sequenceTag) {
    Sequence sequence = attributes.getSequence(sequenceTag);
    return sequence == null ? 0 : sequence.size();
  }

  /** One item of a sequence; without any attribute if there is none. */
  HeaderFields item(int sequenceTag, int index) {
    Attributes item =
        index < items(sequenceTag) ? attributes.getNestedDataset(sequenceTag, index) : null;
    return item == null ? NONE : new HeaderFields(item);
  }

  int integer(int tag, String name) throws BadFieldException {
    return optionalInteger(tag, name).orElseThrow(() -> new BadFieldException("it has no " + name));
  }

  Optional<Integer> optionalInteger(int tag, String name) throws BadFieldException {
    if (!has(tag)) {
      return Optional.empty();
    }
    try {
      return Optional.of(attributes.getInt(tag, 0));
    } catch (RuntimeException e) {
      throw new BadFieldException("its " + name + " is not a number");
    }
  }

  /** Exactly {@code count} finite numbers. */
  double[] numbers(int tag, String name, int count) throws BadFieldException {
    if (!has(tag)) {
      throw new BadFieldException("it has no " + name);
    }
    double[] values = parse(tag, name);
    if (values.length != count) {
      throw new BadFieldException(
          "its %s has %d values instead of %d".formatted(name, values.length, count));
    }
    for (double value : values) {
      if (!(Math.abs(value) < 1e6)) {
        throw new BadFieldException("its %s is %s".formatted(name, value));
      }
    }
    return values;
  }

  double number(int tag, String name, double otherwise) throws BadFieldException {
    if (!has(tag)) {
      return otherwise;
    }
    double[] values = parse(tag, name);
    if (values.length != 1 || !(Math.abs(values[0]) < 1e20)) {
      throw new BadFieldException("its %s is not one number of a sensible size".formatted(name));
    }
    return values[0];
  }

  private double[] parse(int tag, String name) throws BadFieldException {
    double @Nullable [] values;
    try {
      values = attributes.getDoubles(tag);
    } catch (RuntimeException e) {
      values = null;
    }
    if (values == null) { // so dcm4che reports text that is no number
      throw new BadFieldException("its " + name + " is not a number");
    }
    return values;
  }

  /** An attribute without which, or with which, the file is no slice; the message is the reason. */
  static final class BadFieldException extends Exception {

    private static final long serialVersionUID = 1L;

    BadFieldException(String reason) {
      super(reason);
    }
  }
}
