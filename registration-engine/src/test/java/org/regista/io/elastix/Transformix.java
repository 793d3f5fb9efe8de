package org.regista.io.elastix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.regista.geometry.LpsPoint;

/** elastix's own program for applying transforms: the judge of what we make of its files. */
public final class Transformix {

  private static final Pattern OUTPUT =
      Pattern.compile("OutputPoint = \\[ (\\S+) (\\S+) (\\S+) \\]");

  private Transformix() {}

  /** Where the transform of a file takes points, LPS mm, to the six decimals that it prints. */
  public static List<LpsPoint> points(Path transform, List<LpsPoint> points, Path place)
      throws IOException, InterruptedException {
    Path input = place.resolve("points.txt");
    String lines =
        points.stream()
            .map(p -> "%s %s %s\n".formatted(p.x(), p.y(), p.z()))
            .collect(Collectors.joining());
    Files.writeString(input, "point\n" + points.size() + "\n" + lines);
    Path out = Files.createTempDirectory(place, "transformix");
    run("transformix", "-def", input, "-tp", transform.getFileName(), "-out", out, transform);
    List<LpsPoint> images = new ArrayList<>();
    Matcher found = OUTPUT.matcher(Files.readString(out.resolve("outputpoints.txt")));
    while (found.find()) {
      images.add(new LpsPoint(number(found, 1), number(found, 2), number(found, 3)));
    }
    assertThat(images).hasSameSizeAs(points);
    return images;
  }

  private static double number(Matcher found, int group) {
    return Double.parseDouble(found.group(group));
  }

  /** Runs in the folder of the file that is named last, which is not passed on. */
  private static void run(Object... words) throws InterruptedException {
    Path file = (Path) words[words.length - 1];
    List<String> command =
        List.of(words).subList(0, words.length - 1).stream().map(String::valueOf).toList();
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(file.resolveSibling(".").toFile())
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).describedAs(output).isZero();
    } catch (IOException e) {
      fail("this test needs transformix (Debian package elastix; './run test' installs it)", e);
    }
  }
}
