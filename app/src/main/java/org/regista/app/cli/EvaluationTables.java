package org.regista.app.cli;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.regista.quality.LabelOverlap;
import org.regista.quality.LandmarkErrors;

/** What was measured by marks of people, as tables of text. */
final class EvaluationTables {

  private EvaluationTables() {}

  static void print(EvaluateCommand.Labels labels, PrintStream out) {
    Map<Integer, Double> before = new HashMap<>();
    labels.before().labels().forEach(score -> before.put(score.label(), score.dice()));
    line(out, "");
    line(
        out,
        "%8s  %11s  %6s  %7s  %8s  %8s  %9s  %9s",
        "label",
        "Dice before",
        "Dice",
        "Jaccard",
        "mean mm",
        "HD95 mm",
        "fixed mL",
        "warped mL");
    for (LabelOverlap.Score score : labels.after().labels()) {
      LabelOverlap.Surface surface = score.surface();
      line(
          out,
          "%8d  %11.4f  %6.4f  %7.4f  %8s  %8s  %9.2f  %9.2f",
          score.label(),
          before.getOrDefault(score.label(), 0.0),
          score.dice(),
          score.jaccard(),
          surface == null ? "-" : number(surface.meanMm()),
          surface == null ? "-" : number(surface.p95Mm()),
          score.fixedMl(),
          score.warpedMl());
    }
    line(
        out,
        "%8s  %11.4f  %6.4f  %7.4f  %8s  %8s",
        "mean",
        labels.before().meanDice(),
        labels.after().meanDice(),
        labels.after().meanJaccard(),
        number(labels.after().meanDistanceMm()),
        number(labels.after().meanP95Mm()));
  }

  static void print(LandmarkErrors points, PrintStream out) {
    line(out, "");
    line(
        out,
        "%-12s  %8s  %8s  %8s  %8s  %8s  %s",
        points.points() + " points",
        "mean mm",
        "median",
        "p95",
        "max",
        "sd",
        "worst point");
    row(out, "by headers", points.before());
    row(out, "registered", points.after());
  }

  private static void row(PrintStream out, String name, LandmarkErrors.Errors e) {
    line(
        out,
        "%-12s  %8.3f  %8.3f  %8.3f  %8.3f  %8.3f  %d",
        name,
        e.mean(),
        e.median(),
        e.p95(),
        e.max(),
        e.sd(),
        e.worst() + 1);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static void line(PrintStream out, String form, Object... values) {
    out.println(String.format(Locale.ROOT, form, values));
  }
}
