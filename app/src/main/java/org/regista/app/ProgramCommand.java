package org.regista.app;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this very program is started once more, with the same Java, class path and options. */
final class ProgramCommand {

  /** Options that two processes cannot share, or that only the first of them needs. */
  private static final List<String> NOT_INHERITED =
      List.of(
          "-agentlib",
          "-javaagent",
          "-Xrunjdwp",
          "-XX:AOTCacheOutput",
          "-XX:AOTMode",
          "-XX:ErrorFile");

  private ProgramCommand() {}

  /** The command, to which the arguments are added. */
  static List<String> words() {
    Path java = Path.of(System.getProperty("java.home"), "bin", executable("java"));
    return Files.isExecutable(java) ? javaWords(java) : installedWords();
  }

  private static List<String> javaWords(Path java) {
    List<String> words = new ArrayList<>(List.of(java.toString()));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> NOT_INHERITED.stream().noneMatch(option::startsWith))
        .forEach(words::add);
    // a crash is told in a few words; a core file of gigabytes helps nobody here
    words.add("-XX:-CreateCoredumpOnCrash");
    words.add("-cp");
    words.add(System.getProperty("java.class.path"));
    words.add(Main.class.getName());
    return words;
  }

  /** An installed program brings a Java without its launcher: the program starts itself. */
  private static List<String> installedWords() {
    return List.of(
        ProcessHandle.current()
            .info()
            .command()
            .orElseThrow(
                () -> new IllegalStateException("this system does not say how it was started")));
  }

  private static String executable(String name) {
    return File.separatorChar == '\\' ? name + ".exe" : name;
  }
}
