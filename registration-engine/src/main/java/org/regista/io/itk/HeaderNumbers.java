package org.regista.io.itk;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.regista.error.InputDataException;

/** Numbers in text, as C++ writes them. */
final class HeaderNumbers {

  private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,6})?");
  private static final int MOST_QUOTED = 40;

  private HeaderNumbers() {}

  /** The words of a value; none if it is blank. */
  static String[] words(String value) {
    String stripped = value.strip();
    return stripped.isEmpty() ? new String[0] : SEPARATOR.split(stripped);
  }

  /**
   * @throws InputDataException if one is not a finite number
   */
  static double[] decimals(String value, String field, Path source) {
    String[] words = words(value);
    double[] numbers = new double[words.length];
    for (int n = 0; n < words.length; n++) {
      numbers[n] = decimal(words[n], field, source);
    }
    return numbers;
  }

  /**
   * @throws InputDataException if they are not {@code count} finite numbers
   */
  static double[] decimals(String value, int count, String field, Path source) {
    double[] numbers = decimals(value, field, source);
    if (numbers.length != count) {
      throw new InputDataException(
          "'%s': %s has %d numbers where %d are needed; it is damaged"
              .formatted(source, field, numbers.length, count));
    }
    return numbers;
  }

  private static double decimal(String word, String field, Path source) {
    double number = DECIMAL.matcher(word).matches() ? Double.parseDouble(word) : Double.NaN;
    if (!Double.isFinite(number)) {
      throw notNumber(word, "finite number", field, source);
    }
    return number;
  }

  /**
   * @throws InputDataException if one is not a whole number
   */
  static long[] wholes(String value, String field, Path source) {
    String[] words = words(value);
    long[] numbers = new long[words.length];
    for (int n = 0; n < words.length; n++) {
      if (!WHOLE.matcher(words[n]).matches()) {
        throw notNumber(words[n], "whole number", field, source);
      }
      numbers[n] = Long.parseLong(words[n]);
    }
    return numbers;
  }

  /**
   * @throws InputDataException if it is not one whole number from {@code least} to {@code most}
   */
  static long whole(String value, long least, long most, String field, Path source) {
    long[] numbers = wholes(value, field, source);
    if (numbers.length != 1 || numbers[0] < least || numbers[0] > most) {
      throw new InputDataException(
          "'%s': %s is '%s'; a whole number from %d to %d is needed"
              .formatted(source, field, quoted(value), least, most));
    }
    return numbers[0];
  }

  private static InputDataException notNumber(String word, String kind, String field, Path source) {
    return new InputDataException(
        "'%s': '%s' in %s is not a %s; repair the file"
            .formatted(source, quoted(word), field, kind));
  }

  /** A text of a file, short and printable. */
  static String quoted(String text) {
    String printable = text.strip().replaceAll("[^ -~]", "?");
    return printable.length() <= MOST_QUOTED
        ? printable
        : printable.substring(0, MOST_QUOTED) + "...";
  }
}
