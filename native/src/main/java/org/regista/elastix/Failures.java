package org.regista.elastix;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.regista.error.DeviceException;
import org.regista.error.InputDataException;
import org.regista.error.NumericalException;
import org.regista.error.RegistrationException;
import org.regista.io.elastix.ParameterFile;

/** How a run of elastix failed, as a sentence with a remedy. */
final class Failures {

  /** So little that a text file of parameters may not have fitted. */
  private static final long FULL_BYTES = 1L << 20;

  private static final int FIRST_SIGNAL = 128;

  private static final Map<Integer, String> SIGNALS =
      Map.of(
          4, "illegal instruction",
          6, "abort",
          7, "bus error",
          8, "arithmetic error",
          9, "killed, perhaps for want of memory",
          11, "segmentation fault",
          15, "asked to end");

  private static final Pattern DESCRIPTION =
      Pattern.compile("Description: (?:ITK ERROR: )?(?:\\w+\\(0x[0-9a-f]+\\): )?(?:ERROR: )?(.+)");

  /** A Java process that dies by a signal says so, and exits. */
  private static final Pattern OUR_SIGNAL = Pattern.compile("# +SIG\\w+ \\(0x([0-9a-f]+)\\) at .*");

  private static final Pattern OUR_EXCEPTION =
      Pattern.compile("Exception in thread \"main\" [\\w.$]+: (.+)");

  private Failures() {}

  static boolean isFull(long freeBytes) {
    return freeBytes < FULL_BYTES;
  }

  /**
   * @param place how far it came
   * @param freeBytes on the disk of its folder
   */
  static RegistrationException of(
      ChildProcess.Ending ending, String place, long freeBytes, List<ParameterFile> parsed) {
    if (isFull(freeBytes)) {
      return new InputDataException(
          "elastix failed %s: the disk with its temporary folder is full; make room, or point -Djava.io.tmpdir at another folder"
              .formatted(place));
    }
    int signal =
        first(OUR_SIGNAL, ending.lastLines())
            .map(hex -> Integer.parseInt(hex, 16))
            .orElse(ending.exit() - FIRST_SIGNAL);
    if (signal >= 0) {
      return new DeviceException(
          "elastix crashed %s (signal %d, %s); nothing of this run is kept"
              .formatted(place, signal, SIGNALS.getOrDefault(signal, "unknown")));
    }
    String said = said(ending.lastLines());
    if (said.contains("Too many samples map outside")) {
      return new NumericalException(
          "elastix lost the overlap of the images %s (%s); give a better start (--init), or masks"
              .formatted(place, said),
          null);
    }
    if (said.contains("could not be created") || said.contains("not installed")) {
      return new InputDataException(
          "this elastix lacks a component that is asked for (%s), in %s"
              .formatted(said, names(parsed)));
    }
    return new NumericalException(
        "elastix ended with exit status %d %s: %s".formatted(ending.exit(), place, said), null);
  }

  private static String names(List<ParameterFile> parsed) {
    return parsed.stream().map(ParameterFile::name).collect(Collectors.joining(", "));
  }

  /** The description of its exception, else its last line that says something. */
  private static String said(List<String> lines) {
    return first(DESCRIPTION, lines)
        .or(() -> first(OUR_EXCEPTION, lines))
        .or(
            () ->
                lines.stream()
                    .map(String::strip)
                    .filter(line -> line.length() > 3)
                    .reduce((before, after) -> after))
        .orElse("it said nothing");
  }

  private static Optional<String> first(Pattern pattern, List<String> lines) {
    return lines.stream()
        .map(line -> pattern.matcher(line.strip()))
        .filter(Matcher::matches)
        .map(found -> found.group(1).strip())
        .findFirst();
  }
}
