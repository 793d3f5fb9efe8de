package org.regista.io.elastix;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What elastix reads from a parameter file, so that a misspelt or idle key is told of. */
public final class ParameterKeys {

  private static final String RESOURCE = "parameter-keys.txt";
  private static final String EVERYONE = "*";

  private static final List<String> ROLES =
      List.of(
          "Registration",
          "FixedImagePyramid",
          "MovingImagePyramid",
          "Interpolator",
          "ImageSampler",
          "Metric",
          "Optimizer",
          "ResampleInterpolator",
          "Resampler",
          "Transform");

  /** "Metric1" and the like before a key, and the weights, which exist only with a number. */
  private static final Pattern NUMBERED =
      Pattern.compile("(" + String.join("|", ROLES) + ")\\d+(\\w+)");

  private static final Set<String> NUMBERED_ONLY = Set.of("Weight", "RelativeWeight", "Use");

  /** What elastix takes if a file does not say. */
  private static final Map<String, String> DEFAULTS =
      Map.of("Resampler", "DefaultResampler", "ResampleInterpolator", "FinalBSplineInterpolator");

  /** A name so much like another that it is likely meant. */
  private static final int NEAR_LETTERS = 3;

  private final Map<String, Known> known = new LinkedHashMap<>();

  private record Known(String kind, Set<String> readers) {}

  public ParameterKeys() {
    try (InputStream in = ParameterKeys.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the program's jar");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      lines.lines().filter(line -> !line.startsWith("#")).forEach(this::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String line) {
    List<String> words = List.of(line.split(" "));
    known.put(
        words.getFirst(), new Known(words.get(1), Set.copyOf(words.subList(2, words.size()))));
  }

  /**
   * Sentences about keys that elastix would pass over in silence: unknown, or of a component that
   * the file does not choose.
   *
   * @throws org.regista.error.InputDataException if a value is of the wrong kind
   */
  public List<String> remarks(ParameterFile file) {
    Set<String> chosen = new HashSet<>();
    for (String role : ROLES) {
      chosen.addAll(file.values(role));
      if (!file.has(role)) {
        Optional.ofNullable(DEFAULTS.get(role)).ifPresent(chosen::add);
      }
    }
    List<String> remarks = new ArrayList<>();
    for (String key : file.keys()) {
      remark(file, key, chosen).ifPresent(remarks::add);
    }
    return remarks;
  }

  private Optional<String> remark(ParameterFile file, String key, Set<String> chosen) {
    Matcher numbered = NUMBERED.matcher(key);
    boolean prefixed = !known.containsKey(key) && numbered.matches();
    String plain = prefixed ? numbered.group(2) : key;
    if (prefixed && NUMBERED_ONLY.contains(plain)) {
      return Optional.empty();
    }
    Known entry = known.get(plain);
    if (entry == null) {
      return Optional.of(
          "'%s': elastix knows no '%s'; it is passed over%s"
              .formatted(file.name(), key, meant(plain)));
    }
    checkKind(file, key, entry.kind);
    boolean read =
        entry.readers.contains(EVERYONE) || entry.readers.stream().anyMatch(chosen::contains);
    return read
        ? Optional.empty()
        : Optional.of(
            "'%s': '%s' is not used by the components that the file chooses"
                .formatted(file.name(), key));
  }

  private static void checkKind(ParameterFile file, String key, String kind) {
    switch (kind) {
      case "flag" ->
          file.values(key)
              .forEach(value -> ParameterFile.parse(file.name(), one(key, value)).flag(key, false));
      case "integer", "decimal" -> file.decimals(key);
      default -> {}
    }
  }

  private static String one(String key, String value) {
    return "(%s \"%s\")".formatted(key, value);
  }

  private String meant(String key) {
    return known.keySet().stream()
        .filter(other -> distance(lower(key), lower(other)) < NEAR_LETTERS)
        .findFirst()
        .map(other -> " (is '" + other + "' meant?)")
        .orElse("");
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** The least number of letters to change, add or leave out (Levenshtein 1966). */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
