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

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private CommandText() {}

  /**
   * The arguments of {@code register}.
   *
   * @param start the transform file to start from, if the settings say {@link Settings#PLACED}
   * @param out the folder to make
   */
  public static List<String> arguments(Work work, Path start, Path out) {
    Settings s = work.settings();
    List<String> words = new ArrayList<>(List.of("register"));
    add(words, "--fixed", work.fixed());
    add(words, "--moving", work.moving());
    add(words, "--fixed-mask", s.fixedMask());
    add(words, "--moving-mask", s.movingMask());
    add(words, "--preset", s.preset());
    add(words, "--stages", String.join(",", s.stages()));
    add(words, "--metric", s.metric());
    add(words, "--init", s.start().equals(Settings.PLACED) ? start.toString() : s.start());
    add(words, "--engine", s.engine());
    add(words, "--backend", s.backend());
    add(words, "--threads", s.threads() > 0 ? Integer.toString(s.threads()) : "");
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
