package org.regista.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.regista.job.PlanChoice;
import org.regista.job.result.RegistrationRecord;
import org.regista.register.Progress;

/**
 * How the similarity grew: one plot per stage, the levels side by side, each from its own start,
 * because images of different sharpness cannot be compared by it.
 */
final class MetricPlots {

  private MetricPlots() {}

  static List<String> of(RegistrationRecord record) {
    Map<String, List<Progress>> byStage = new LinkedHashMap<>();
    for (Progress step : record.run().trace()) {
      boolean drawn =
          PlanChoice.STAGE_LABELS.contains(step.stage()) && Double.isFinite(step.similarity());
      if (drawn) {
        byStage.computeIfAbsent(step.stage(), stage -> new ArrayList<>()).add(step);
      }
    }
    return byStage.entrySet().stream()
        .map(e -> plot(title(e.getKey(), record.run().plan()), e.getValue()))
        .toList();
  }

  /** "affine: gain in mutual information (nats)". */
  private static String title(String stage, JsonNode plan) {
    for (JsonNode candidate : plan.path("stages")) {
      String label = candidate.path("freedom").asText("diffeo").toLowerCase(Locale.ROOT);
      if (label.equals(stage)) {
        return stage + ": gain in " + measure(candidate.path("similarity").path("kind").asText());
      }
    }
    return stage + ": gain in similarity";
  }

  private static String measure(String kind) {
    return switch (kind) {
      case "mi" -> "mutual information (nats)";
      case "ncc" -> "squared correlation";
      case "lncc" -> "mean local squared correlation";
      case "msd" -> "negative mean squared difference";
      default -> "similarity";
    };
  }

  private static String plot(String title, List<Progress> steps) {
    double[] gains = gains(steps);
    PlotFrame frame =
        new PlotFrame(
            0,
            Math.max(1, steps.size() - 1),
            Arrays.stream(gains).min().orElse(0),
            Arrays.stream(gains).max().orElse(1));
    StringBuilder line = new StringBuilder();
    int level = -1;
    for (int n = 0; n < steps.size(); n++) {
      Progress step = steps.get(n);
      boolean entered = step.level() != level;
      if (entered) {
        level = step.level();
        frame.upright(n, "level").text(frame.x(n) + 3, 40, "start", "L" + (level + 1));
      }
      line.append(
          String.format(
              Locale.ROOT, "%s%.1f %.1f ", entered ? "M" : "L", frame.x(n), frame.y(gains[n])));
    }
    return frame
        .add("<path class='curve' d='%s'/>", line)
        .finish(title, "iteration (L1 is the coarsest level)", "");
  }

  /** What each step has gained since its level began. */
  private static double[] gains(List<Progress> steps) {
    double[] gains = new double[steps.size()];
    int start = 0;
    for (int n = 0; n < gains.length; n++) {
      start = steps.get(n).level() == steps.get(start).level() ? start : n;
      gains[n] = steps.get(n).similarity() - steps.get(start).similarity();
    }
    return gains;
  }
}
