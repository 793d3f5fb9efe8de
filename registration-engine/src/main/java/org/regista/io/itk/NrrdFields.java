package org.regista.io.itk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.regista.error.InputDataException;

/**
 * The fields of an NRRD header, unchecked. Names are lower case and without blanks, so that "data
 * file" and "datafile" are one field. Comments and key/value pairs ({@code key:=value}) say nothing
 * about the voxels.
 */
record NrrdFields(Map<String, String> values, Path source) {

  /**
   * Reads up to the blank line or, in a detached header, to the end of the file.
   *
   * @throws InputDataException if a line is none of a header
   */
  static NrrdFields read(HeaderLines lines, Path source) throws IOException {
    if (!lines.next().orElse("").startsWith("NRRD")) {
      throw new InputDataException("'%s' is not an NRRD file".formatted(source));
    }
    Map<String, String> values = new HashMap<>();
    while (true) {
      String line = lines.next().orElse("");
      if (line.isEmpty()) {
        return new NrrdFields(values, source);
      }
      int pair = line.indexOf(":=");
      int colon = line.endsWith(":") ? line.length() - 1 : line.indexOf(": ");
      if (line.startsWith("#") || (pair > 0 && (colon < 0 || pair < colon))) {
        continue;
      }
      if (colon > 0) {
        String name = line.substring(0, colon).replace(" ", "").toLowerCase(Locale.ROOT);
        values.put(name, line.substring(colon + 1).strip());
      } else {
        throw new InputDataException(
            "'%s': the header line '%s' is not 'field: value'; it is damaged"
                .formatted(source, HeaderNumbers.quoted(line)));
      }
    }
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** A value in lower case: for words that come in any case. */
  Optional<String> word(String name) {
    return get(name).map(value -> value.toLowerCase(Locale.ROOT));
  }

  /**
   * @throws InputDataException if it is not there
   */
  String required(String name) {
    return get(name)
        .orElseThrow(
            () ->
                new InputDataException(
                    "'%s': its NRRD header has no field '%s'; add it".formatted(source, name)));
  }

  /** A whole number, or {@code fallback} if the field is not there. */
  long whole(String name, long fallback, long least, long most) {
    return get(name)
        .map(value -> HeaderNumbers.whole(value, least, most, name, source))
        .orElse(fallback);
  }
}
