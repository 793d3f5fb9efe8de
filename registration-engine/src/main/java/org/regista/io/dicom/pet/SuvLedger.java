package org.regista.io.dicom.pet;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How values become SUV, with everything that this rests on.
 *
 * @param factor {@code SUV = factor x value}, where a value is the stored number after its rescale
 * @param valueUnit of the values: "Bq/mL", "counts", "g/mL"
 * @param entries the tags that were used, in the order of their use
 * @param rules the rules that were applied, as sentences
 */
public record SuvLedger(
    SuvType type, double factor, String valueUnit, List<Entry> entries, List<String> rules) {

  public SuvLedger {
    entries = List.copyOf(entries);
    rules = List.copyOf(rules);
  }

  /**
   * One value that was used.
   *
   * @param tag "(0010,1030)"; empty if no file has one
   * @param value with its unit
   */
  public record Entry(String tag, String name, String value) {

    @Override
    public String toString() {
      return tag.isEmpty()
          ? "%s = %s".formatted(name, value)
          : "%s %s = %s".formatted(name, tag, value);
    }
  }

  /** All of it in one line. */
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "%s [%s] = %.9g x value [%s]; from %s; %s",
        type.symbol(),
        type.unit(),
        factor,
        valueUnit,
        entries.stream().map(Entry::toString).collect(Collectors.joining(", ")),
        String.join("; ", rules));
  }
}
