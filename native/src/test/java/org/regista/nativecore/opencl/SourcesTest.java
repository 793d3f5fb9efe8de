package org.regista.nativecore.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The OpenCL sources as a reader finds them. */
class SourcesTest {

  private static final Path FOLDER = Path.of("src", "main", "opencl");
  private static final Path ENGINE =
      Path.of("..", "registration-engine", "src", "main", "java", "org", "regista", "compute");
  private static final Pattern TWINS =
      Pattern.compile("Twin of ([A-Za-z., ]+?)(?:\\.\\s|\\.? \\*/)");

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(f -> f.toString().endsWith(".cl")).sorted().toList();
    }
  }

  @Test
  void everyFileNamesItsTwinInJavaWhichExists() throws IOException {
    assertThat(sources()).hasSizeGreaterThan(8);
    for (Path source : sources()) {
      String text = Files.readString(source).replaceAll("\\s+", " ");
      Matcher twins = TWINS.matcher(text);
      List<String> names = new ArrayList<>();
      while (twins.find()) {
        names.addAll(List.of(twins.group(1).split(", | and ")));
      }
      assertThat(names).as("twins of %s", source).isNotEmpty();
      for (String name : names) {
        assertThat(isClass(name.replaceAll("\\..*", ""))).as("%s of %s", name, source).isTrue();
      }
    }
  }

  private static boolean isClass(String name) {
    return Stream.of("", "kernel", "mind", "reference")
        .anyMatch(folder -> Files.exists(ENGINE.resolve(folder).resolve(name + ".java")));
  }

  @Test
  void functionsAreShort() throws IOException {
    for (Path source : sources()) {
      List<String> lines = Files.readAllLines(source);
      int start = 0;
      for (int n = 0; n < lines.size(); n++) {
        if (lines.get(n).equals("{")) {
          start = n;
        } else if (lines.get(n).equals("}")) {
          assertThat(n - start).as("%s, line %d", source, n + 1).isLessThanOrEqualTo(60);
        }
      }
      assertThat(lines.size()).as("%s", source).isLessThanOrEqualTo(400);
    }
  }
}
