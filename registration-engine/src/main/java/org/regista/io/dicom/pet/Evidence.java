package org.regista.io.dicom.pet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/** The headers of a series, and what has been used of them so far. */
final class Evidence {

  private final List<PetHeader> slices;
  private final Set<String> entered;
  private final List<SuvLedger.Entry> entries = new ArrayList<>();
  private final List<String> rules = new ArrayList<>();

  /**
   * @param entered the tags whose values a person gave
   */
  Evidence(List<PetHeader> slices, Set<String> entered) {
    this.slices = List.copyOf(slices);
    this.entered = Set.copyOf(entered);
  }

  List<PetHeader> slices() {
    return slices;
  }

  List<SuvLedger.Entry> entries() {
    return entries;
  }

  List<String> rules() {
    return rules;
  }

  /** What all slices say alike. */
  <T> T common(String tag, String name, Function<PetHeader, T> of) throws SuvRefusedException {
    T first = of.apply(slices.getFirst());
    for (PetHeader slice : slices) {
      if (!of.apply(slice).equals(first)) {
        throw new SuvRefusedException(
            "its slices differ in %s %s: %s and %s".formatted(name, tag, first, of.apply(slice)));
      }
    }
    return first;
  }

  /** A number that all slices have alike, within a range; used from now on. */
  double number(
      String tag,
      String name,
      String unit,
      Function<PetHeader, OptionalDouble> of,
      double least,
      double most)
      throws SuvRefusedException {
    OptionalDouble value = common(tag, name, of);
    if (value.isEmpty()) {
      throw new SuvRefusedException("it has no %s %s".formatted(name, tag));
    }
    double number = value.getAsDouble();
    if (!(number >= least && number <= most)) {
      throw new SuvRefusedException(
          "its %s %s is %s %s, which is not believed (%s to %s)"
              .formatted(name, tag, text(number), unit, text(least), text(most)));
    }
    enter(tag, name, text(number) + " " + unit);
    return number;
  }

  void enter(String tag, String name, String value) {
    String mark = entered.contains(tag) ? ", " + EnteredValues.MARK : "";
    entries.add(new SuvLedger.Entry(tag, name, value.strip() + mark));
  }

  void rule(String sentence) {
    rules.add(sentence);
  }

  static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.10g", value).replaceAll("0+$", "");
  }
}
