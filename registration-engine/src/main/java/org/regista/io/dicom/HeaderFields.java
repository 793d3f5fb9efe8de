package org.regista.io.dicom;

import java.util.Optional;
import org.dcm4che3.data.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to the attributes of one header; what is missing or nonsense is said in a sentence.
 */
final class HeaderFields {

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
    for (int n = 0; n < 16; n++) {
      if (text(tag, n).equals(value)) {
        return true;
      }
    }
    return false;
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
