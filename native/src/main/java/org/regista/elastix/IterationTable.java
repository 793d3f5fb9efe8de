package org.regista.elastix;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.regista.register.Monitor;

/**
 * Follows what elastix writes to its standard output: which parameter file, which resolution, and
 * the table with one row per iteration, "number, metric, ...", separated by tabs.
 */
final class IterationTable {

  private static final Pattern FILE =
      Pattern.compile("Running elastix with parameter (?:file|map) (\\d+).*");
  private static final Pattern RESOLUTION = Pattern.compile("Resolution: (\\d+).*");
  private static final Pattern ROW = Pattern.compile("(\\d+)\\t([-+.eE\\d]+)(\\t.*)?");

  /** One parameter file: its label, and how many iterations each of its resolutions has. */
  record Stage(String label, List<Integer> iterations) {
    Stage {
      iterations = List.copyOf(iterations);
    }
  }

  private final List<Stage> stages;
  private final Monitor monitor;
  private final double[] seconds;
  private int file;
  private int resolution;
  private int iteration = -1;
  private long entered = System.nanoTime();

  IterationTable(List<Stage> stages, Monitor monitor) {
    this.stages = stages;
    this.monitor = monitor;
    this.seconds = new double[stages.size()];
  }

  void read(String line) {
    Matcher row = ROW.matcher(line);
    Matcher level = RESOLUTION.matcher(line);
    Matcher start = FILE.matcher(line);
    if (row.matches()) {
      iterated(Integer.parseInt(row.group(1)), metric(row.group(2)));
    } else if (level.matches()) {
      enter(Integer.parseInt(level.group(1)));
    } else if (start.matches()) {
      begin(Integer.parseInt(start.group(1)));
    }
  }

  /** The library does not say which parameter file it runs: each begins with resolution 0. */
  private void enter(int level) {
    if (level == 0 && iteration >= 0) {
      begin(file + 1);
    }
    resolution = level;
    iteration = -1;
  }

  private void begin(int next) {
    finishStage();
    file = Math.min(next, stages.size() - 1);
    resolution = 0;
    iteration = -1;
  }

  private static double metric(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** elastix minimises; our similarity grows. */
  private void iterated(int number, double metric) {
    iteration = number;
    Stage stage = stages.get(file);
    double done = 0;
    double all = 0;
    for (int level = 0; level < stage.iterations.size(); level++) {
      int count = stage.iterations.get(level);
      all += count;
      done += level < resolution ? count : level == resolution ? Math.min(number, count) : 0;
    }
    monitor.iterated(
        stage.label, resolution, number, -metric, (file + done / Math.max(all, 1)) / stages.size());
  }

  private void finishStage() {
    long now = System.nanoTime();
    seconds[file] += (now - entered) / 1e9;
    entered = now;
  }

  /** Wall seconds of each parameter file until now. */
  List<Double> seconds() {
    finishStage();
    List<Double> all = new ArrayList<>();
    for (double s : seconds) {
      all.add(s);
    }
    return all;
  }

  /** How far it came, in words. */
  String place() {
    String at = iteration < 0 ? "before the first iteration" : "after iteration " + iteration;
    return "in parameter file %d (%s), resolution %d, %s"
        .formatted(file, stages.get(file).label, resolution, at);
  }
}
