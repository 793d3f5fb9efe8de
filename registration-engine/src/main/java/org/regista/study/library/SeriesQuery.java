package org.regista.study.library;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.regista.error.InputDataException;

/**
 * Which series are looked for; what is empty does not restrict.
 *
 * @param patient words that must all be in the patient's name, in any case and with or without
 *     accents, or the whole of the patient's number
 * @param from the first day, as "20260302"
 * @param to the last day
 * @param modality "CT"
 */
public record SeriesQuery(
    Optional<String> patient,
    Optional<String> from,
    Optional<String> to,
    Optional<String> modality) {

  public static final SeriesQuery ALL =
      new SeriesQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * @param range "20260302", "20260101-20260331", "20260101-" or "-20260331", as DICOM writes
   *     ranges; points and dashes within a day may be given only in a single day
   * @throws InputDataException if it is none of these
   */
  public SeriesQuery withDates(String range) {
    String text = range.strip();
    if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
      text = text.replace("-", "");
    }
    if (!text.matches("\\d{8}|\\d{8}-|-\\d{8}|\\d{8}-\\d{8}")) {
      throw new InputDataException(
          "'%s' is no date or range of dates; write 20260302 or 20260101-20260331"
              .formatted(range));
    }
    int dash = text.indexOf('-');
    String first = dash < 0 ? text : text.substring(0, dash);
    String last = dash < 0 ? text : text.substring(dash + 1);
    return new SeriesQuery(patient, notEmpty(first), notEmpty(last), modality);
  }

  public SeriesQuery withPatient(String words) {
    return new SeriesQuery(notEmpty(words.strip()), from, to, modality);
  }

  public SeriesQuery withModality(String wanted) {
    return new SeriesQuery(patient, from, to, notEmpty(wanted.strip().toUpperCase(Locale.ROOT)));
  }

  private static Optional<String> notEmpty(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** Whether a name has all the words that are looked for. */
  public boolean matchesName(String name) {
    String folded = folded(name);
    return patient.stream()
        .flatMap(words -> Arrays.stream(folded(words).split(" ")))
        .allMatch(folded::contains);
  }

  /** A name as it is compared: small letters without accents, blanks for carets. */
  static String folded(String name) {
    return Normalizer.normalize(name.replace('^', ' '), Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\s+", " ")
        .strip();
  }
}
