package org.regista.app.work;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The command line of a piece of work: what the worker is started with, and what a person types.
 */
public final class CommandText {

  private static final String MANUAL = "manual";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private CommandText() {}

  /**
   * Files that an attempt is made of besides the images.
   *
   * @param start a transform
   * @param fixedLandmarks points on the fixed image
   * @param movingLandmarks the same anatomy on the moving image
   */
  public record Files(Path start, Path fixedLandmarks, Path movingLandmarks) {

    /** Those of one attempt in its folder. */
    public static Files of(WorkFolder folder, int number) {
      return new Files(
          folder.start(number),
          folder.landmarks(number, "fixed"),
          folder.landmarks(number, "moving"));
    }
  }

  /**
   * The arguments of {@code register}.
   *
   * @param files those that the start of the settings needs
   * @param out the folder to make
   */
  public static List<String> arguments(Work work, Files files, Path out) {
    Settings s = work.settings();
    List<String> words = images(work);
    add(words, "--stages", String.join(",", s.stages()));
    add(words, "--metric", s.metric());
    add(words, "--init", s.start().equals(Settings.PLACED) ? files.start().toString() : s.start());
    if (s.start().equals(Settings.LANDMARKS)) {
      addLandmarks(words, files);
    }
    add(words, "--engine", s.engine());
    return ended(work, words, out);
  }

  /** The same, to keep what was placed by hand as a result. */
  public static List<String> placed(Work work, Files files, Path out) {
    List<String> words = images(work);
    add(words, "--init", files.start().toString());
    add(words, "--engine", MANUAL);
    return ended(work, words, out);
  }

  /** The same, to make a result of the landmarks alone. */
  public static List<String> bent(Work work, Files files, Path out) {
    List<String> words = images(work);
    add(words, "--init", Settings.LANDMARKS);
    addLandmarks(words, files);
    add(words, "--engine", MANUAL);
    return ended(work, words, out);
  }

  /** The arguments of {@code edit}: what a hand moved an attempt to. */
  public static List<String> edited(Work work, Files files, Path out) {
    List<String> words = new ArrayList<>(List.of("edit"));
    add(words, "--registration", work.attempt(work.placedFrom()).folder());
    add(words, "--linear", files.start().toString());
    add(words, "--by", work.judging().name().strip());
    add(words, "--out", out.toString());
    return words;
  }

  private static List<String> images(Work work) {
    Settings s = work.settings();
    List<String> words = new ArrayList<>(List.of("register"));
    add(words, "--fixed", work.fixed());
    add(words, "--moving", work.moving());
    add(words, "--fixed-mask", s.fixedMask());
    add(words, "--moving-mask", s.movingMask());
    // in one word, as a box may begin with a minus
    words.addAll(s.box().isEmpty() ? List.of() : List.of("--box=" + s.box()));
    add(words, "--preset", s.preset());
    return words;
  }

  private static void addLandmarks(List<String> words, Files files) {
    add(words, "--fixed-landmarks", files.fixedLandmarks().toString());
    add(words, "--moving-landmarks", files.movingLandmarks().toString());
  }

  private static List<String> ended(Work work, List<String> words, Path out) {
    Settings s = work.settings();
    add(words, "--backend", s.backend());
    add(words, "--threads", s.threads() > 0 ? Integer.toString(s.threads()) : "");
    if (!work.form().equals(Work.NO_FORM)) {
      add(words, "--primary", work.form().primary());
      add(words, "--purpose", work.form().purpose().toString());
      add(words, "--region", work.form().region().strip());
      add(words, "--asked-by", work.form().askedBy().strip());
      add(words, "--asked-on", work.form().askedOn().strip());
    }
    add(words, "--out", out.toString());
    return words;
  }

  private static void add(List<String> words, String option, String value) {
    if (!value.isEmpty()) {
      words.add(option);
      words.add(value);
    }
  }

  /** The arguments as a person types them after the program's name in a POSIX shell. */
  public static String typed(List<String> arguments) {
    return "regista "
        + arguments.stream().map(CommandText::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
