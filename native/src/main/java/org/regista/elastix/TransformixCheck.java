package org.regista.elastix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.regista.error.InputDataException;
import org.regista.error.NumericalException;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.VoxelIndex;
import org.regista.register.Monitor;
import org.regista.transform.map.MapSequence;

/** Our reading of a transform against transformix at a few points, in every run. */
final class TransformixCheck {

  private static final int POINTS = 64;
  private static final double TOLERANCE_MM = 0.01;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Pattern OUTPUT =
      Pattern.compile("OutputPoint = \\[ (\\S+) (\\S+) (\\S+) \\]");

  private TransformixCheck() {}

  /**
   * @param file which holds the map, in the folder in which transformix is to run
   * @throws NumericalException if the two differ
   */
  static void of(ElastixForm form, MapSequence map, Path file, GridGeometry grid, Monitor monitor) {
    if (form.transformix().isEmpty()) {
      return;
    }
    List<LpsPoint> points = places(grid);
    List<LpsPoint> theirs = transformed(form, points, file, monitor);
    double worst = points.size() == theirs.size() ? 0 : Double.POSITIVE_INFINITY;
    for (int n = 0; n < Math.min(points.size(), theirs.size()); n++) {
      worst = Math.max(worst, map.apply(points.get(n)).distanceMm(theirs.get(n)));
    }
    if (!(worst <= TOLERANCE_MM)) {
      throw new NumericalException(
          "transformix and Regista differ by %g mm about where '%s' leads; the result is not used"
              .formatted(worst, file.getFileName()),
          null);
    }
  }

  private static List<LpsPoint> places(GridGeometry grid) {
    SplittableRandom random = new SplittableRandom(1);
    List<LpsPoint> points = new ArrayList<>();
    for (int n = 0; n < POINTS; n++) {
      points.add(
          grid.toLps(
              new VoxelIndex(
                  random.nextDouble() * grid.size().ni(),
                  random.nextDouble() * grid.size().nj(),
                  random.nextDouble() * grid.size().nk())));
    }
    return points;
  }

  private static List<LpsPoint> transformed(
      ElastixForm form, List<LpsPoint> points, Path file, Monitor monitor) {
    Path folder = file.resolveSibling("transformix");
    Path input = folder.resolve("points.txt");
    try {
      Files.createDirectory(folder);
      Files.writeString(input, RunFiles.pointsText(points));
      List<String> command = new ArrayList<>(form.transformix());
      command.addAll(
          List.of("-def", input.toString(), "-tp", file.toString(), "-out", folder.toString()));
      ChildProcess.Ending ending =
          new ChildProcess(command, file.resolveSibling("."), PATIENCE)
              .run(line -> {}, monitor::throwIfCancelled);
      return ending.exit() == 0 ? read(folder.resolve("outputpoints.txt")) : List.of();
    } catch (IOException e) {
      throw new InputDataException(
          "transformix's points cannot be exchanged in '%s' (%s); is the disk full?"
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  private static List<LpsPoint> read(Path output) throws IOException {
    List<LpsPoint> points = new ArrayList<>();
    Matcher found = OUTPUT.matcher(Files.readString(output, StandardCharsets.ISO_8859_1));
    while (found.find()) {
      points.add(new LpsPoint(number(found, 1), number(found, 2), number(found, 3)));
    }
    return points;
  }

  private static double number(Matcher found, int group) {
    return Double.parseDouble(found.group(group));
  }
}
