package org.regista.app.work;

import java.util.List;

/**
 * How to register, in the words of the command line. An empty text or list, or 0 threads, leaves
 * the choice to the preset or the program.
 *
 * @param start "search", "header", "mass", {@link #LANDMARKS} or {@link #PLACED}
 * @param box outside of which nothing counts, as {@link org.regista.image.FocusBox#text} has it
 */
public record Settings(
    String preset,
    List<String> stages,
    String metric,
    String start,
    String engine,
    String backend,
    int threads,
    String fixedMask,
    String movingMask,
    String box) {

  /** To start from where the moving image was put by hand or by landmarks. */
  public static final String PLACED = "placed";

  /** To start from the landmarks that are marked. */
  public static final String LANDMARKS = "landmarks";

  public Settings {
    stages = List.copyOf(stages);
  }

  public static Settings of(String preset) {
    return new Settings(preset, List.of(), "", "search", "native", "cpu", 0, "", "", "");
  }

  public Settings withPreset(String p) {
    return new Settings(
        p, stages, metric, start, engine, backend, threads, fixedMask, movingMask, box);
  }

  public Settings withStages(List<String> s) {
    return new Settings(
        preset, s, metric, start, engine, backend, threads, fixedMask, movingMask, box);
  }

  public Settings withMetric(String m) {
    return new Settings(
        preset, stages, m, start, engine, backend, threads, fixedMask, movingMask, box);
  }

  public Settings withStart(String s) {
    return new Settings(
        preset, stages, metric, s, engine, backend, threads, fixedMask, movingMask, box);
  }

  public Settings withMachine(String e, String b, int t) {
    return new Settings(preset, stages, metric, start, e, b, t, fixedMask, movingMask, box);
  }

  public Settings withMasks(String f, String m) {
    return new Settings(preset, stages, metric, start, engine, backend, threads, f, m, box);
  }

  public Settings withBox(String b) {
    return new Settings(
        preset, stages, metric, start, engine, backend, threads, fixedMask, movingMask, b);
  }
}
