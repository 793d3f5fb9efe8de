package org.regista.io.itk;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.regista.error.InputDataException;

/** One transform of an ITK text file, with its numbers as they stand there. */
record TransformEntry(String type, double[] parameters, double[] fixedParameters) {

  private static final String TYPE = "Transform:";
  private static final String PARAMETERS = "Parameters:";
  private static final String FIXED = "FixedParameters:";

  /**
   * The transforms of a file in their order.
   *
   * @throws InputDataException if a line is none of such a file
   */
  static List<TransformEntry> parse(List<String> lines, Path source) {
    List<TransformEntry> entries = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(TYPE)) {
        String type = line.substring(TYPE.length()).strip();
        entries.add(new TransformEntry(type, new double[0], new double[0]));
      } else if (line.startsWith(PARAMETERS) && !entries.isEmpty()) {
        double[] numbers = numbers(line, PARAMETERS, source);
        TransformEntry last = entries.removeLast();
        entries.add(new TransformEntry(last.type, numbers, last.fixedParameters));
      } else if (line.startsWith(FIXED) && !entries.isEmpty()) {
        double[] numbers = numbers(line, FIXED, source);
        TransformEntry last = entries.removeLast();
        entries.add(new TransformEntry(last.type, last.parameters, numbers));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        throw new InputDataException(
            "'%s': the line '%s' is not part of an ITK transform; it is damaged"
                .formatted(source, HeaderNumbers.quoted(line)));
      }
    }
    return entries;
  }

  private static double[] numbers(String line, String field, Path source) {
    return HeaderNumbers.decimals(line.substring(field.length()), field, source);
  }
}
