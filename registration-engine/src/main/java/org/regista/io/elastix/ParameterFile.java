package org.regista.io.elastix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.regista.error.InputDataException;
import org.regista.io.VolumeFiles;

/**
 * A parameter file of elastix: lines {@code (Key value value ...)}, text in quotes, comments after
 * {@code //}. Read as itk::ParameterFileParser of elastix 5 reads it, with the same refusals.
 */
public final class ParameterFile {

  private static final long MOST_BYTES = 1L << 30;
  private static final Pattern BAD_KEY = Pattern.compile("[.,:;!@#$%^&\\-+|<>?]");
  private static final Pattern BAD_VALUE = Pattern.compile("[,;!@#$%&|<>?]");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

  private final String name;
  private final Map<String, List<String>> values;

  private ParameterFile(String name, Map<String, List<String>> values) {
    this.name = name;
    this.values = Collections.unmodifiableMap(values);
  }

  /**
   * @throws InputDataException if it is missing or no parameter file
   */
  public static ParameterFile read(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new InputDataException(
          "the parameter file '%s' does not exist; check the path".formatted(path));
    }
    try {
      if (Files.size(path) > MOST_BYTES) {
        throw new InputDataException("'%s' is too large for a parameter file".formatted(path));
      }
      return parse(path.toString(), Files.readString(path, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw VolumeFiles.unreadable(path, e);
    }
  }

  /**
   * @param name of the file, for messages
   * @throws InputDataException naming the line that elastix would refuse
   */
  public static ParameterFile parse(String name, String text) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    int number = 0;
    for (String raw : text.lines().toList()) {
      number++;
      String line = withoutComment(raw.replace('\t', ' ')).strip();
      if (!line.isEmpty()) {
        add(line, "'%s', line %d".formatted(name, number), values);
      }
    }
    if (values.isEmpty()) {
      throw new InputDataException(
          "'%s' holds no parameter; is it an elastix file?".formatted(name));
    }
    return new ParameterFile(name, values);
  }

  private static String withoutComment(String line) {
    int at = line.indexOf("//");
    return at < 0 ? line : line.substring(0, at);
  }

  private static void add(String line, String place, Map<String, List<String>> values) {
    if (!line.startsWith("(") || !line.endsWith(")")) {
      throw new InputDataException(
          "%s: '%s' is not of the form (Key value ...)".formatted(place, shown(line)));
    }
    List<String> words = words(line.substring(1, line.length() - 1), place);
    if (words.size() < 2) {
      throw new InputDataException("%s: '%s' has no value".formatted(place, shown(line)));
    }
    String key = words.getFirst();
    List<String> given = List.copyOf(words.subList(1, words.size()));
    if (BAD_KEY.matcher(key).find()
        || given.stream().anyMatch(value -> BAD_VALUE.matcher(value).find())) {
      throw new InputDataException(
          "%s: '%s' holds a character that elastix does not allow".formatted(place, shown(line)));
    }
    if (values.putIfAbsent(key, given) != null) {
      throw new InputDataException(
          "%s: '%s' is given twice; elastix would refuse the file".formatted(place, key));
    }
  }

  /** Split at spaces outside of quotes. */
  private static List<String> words(String line, String place) {
    if (line.chars().filter(c -> c == '"').count() % 2 == 1) {
      throw new InputDataException(
          "%s: '%s' has an odd number of quotes".formatted(place, shown(line)));
    }
    List<String> words = new ArrayList<>();
    boolean quoted = false;
    for (String part : line.split("\"", -1)) {
      if (quoted && !part.isEmpty()) {
        words.add(part);
      } else if (!quoted) {
        Stream.of(part.split(" ")).filter(word -> !word.isEmpty()).forEach(words::add);
      }
      quoted = !quoted;
    }
    return words;
  }

  private static String shown(String line) {
    return line.length() > 60 ? line.substring(0, 60) + " ..." : line;
  }

  public String name() {
    return name;
  }

  public Set<String> keys() {
    return values.keySet();
  }

  public boolean has(String key) {
    return values.containsKey(key);
  }

  /** All values of a key as they stand there; empty if the key is missing. */
  public List<String> values(String key) {
    return values.getOrDefault(key, List.of());
  }

  /** The first value of a key. */
  public Optional<String> text(String key) {
    return values(key).stream().findFirst();
  }

  public boolean flag(String key, boolean otherwise) {
    String value = text(key).orElse(String.valueOf(otherwise));
    if (!value.equals("true") && !value.equals("false")) {
      throw wrong(key, value, "\"true\" or \"false\"");
    }
    return value.equals("true");
  }

  /**
   * @throws InputDataException if a value is no whole number
   */
  public int[] integers(String key) {
    return values(key).stream().mapToInt(value -> integer(key, value)).toArray();
  }

  private int integer(String key, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw wrong(key, value, "a whole number");
    }
  }

  /**
   * @throws InputDataException if a value is no finite number
   */
  public double[] decimals(String key) {
    return values(key).stream().mapToDouble(value -> decimal(key, value)).toArray();
  }

  private double decimal(String key, String value) {
    if (!NUMBER.matcher(value).matches() || !Double.isFinite(Double.parseDouble(value))) {
      throw wrong(key, value, "a number");
    }
    return Double.parseDouble(value);
  }

  private InputDataException wrong(String key, String value, String wanted) {
    return new InputDataException(
        "'%s': %s is '%s'; it must be %s".formatted(name, key, shown(value), wanted));
  }

  /** The same file with a key set. */
  public ParameterFile with(String key, Object... given) {
    Map<String, List<String>> changed = new LinkedHashMap<>(values);
    changed.put(key, Stream.of(given).map(String::valueOf).toList());
    return new ParameterFile(name, changed);
  }

  /** As a file that elastix reads. */
  public String toText() {
    return values.entrySet().stream()
        .map(e -> "(%s %s)%n".formatted(e.getKey(), written(e.getValue())))
        .collect(Collectors.joining());
  }

  private static String written(List<String> given) {
    return given.stream()
        .map(value -> NUMBER.matcher(value).matches() ? value : "\"" + value + "\"")
        .collect(Collectors.joining(" "));
  }
}
