package org.regista.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.regista.job.result.RegistrationRecord;
import org.regista.quality.JacobianSummary;
import org.regista.quality.QualityReport;
import org.regista.quality.Spread;

/** A registration in a few lines of text: the verdict first. */
final class Summary {

  private final List<String> lines = new ArrayList<>();

  private Summary() {}

  static String of(RegistrationRecord record) {
    Summary summary = new Summary();
    QualityReport quality = record.quality();
    summary.line("verdict", quality.verdict().name());
    quality.reasons().forEach(reason -> summary.line("", reason));
    summary.line("fixed", record.inputs().fixed().label());
    summary.line("moving", record.inputs().moving().label());
    summary.line("plan", plan(record));
    summary.line("motion", quality.linear().words());
    summary.line(
        "similarity",
        number(
            "NMI %.4f, by headers %.4f; NCC %.3f, by headers %.3f",
            quality.after().nmi(),
            quality.before().nmi(),
            quality.after().ncc(),
            quality.before().ncc()));
    summary.line(
        "overlap",
        number(
            "%.1f %% of the fixed foreground, by headers %.1f %%",
            100 * quality.after().overlap(), 100 * quality.before().overlap()));
    summary.deformation(quality.displacementMm(), quality.jacobian());
    summary.line(
        "there & back",
        number(
            "%.3f mm on average, at most %.3f mm",
            quality.inverseConsistency().mm().mean(), quality.inverseConsistency().mm().max()));
    summary.line("direction", record.direction());
    summary.line("computed", computed(record));
    return summary.lines.stream()
        .collect(Collectors.joining("%n".formatted(), "", "%n".formatted()));
  }

  private void deformation(@Nullable Spread mm, @Nullable JacobianSummary jacobian) {
    if (mm != null) {
      line(
          "deformation",
          number("%.2f mm on average, at most %.2f mm in the foreground", mm.mean(), mm.max()));
    }
    if (jacobian != null) {
      line(
          "Jacobian",
          number(
              "%.3f to %.3f, %d folded cells",
              jacobian.min(), jacobian.max(), jacobian.nonPositiveCells()));
    }
  }

  private void line(String name, String text) {
    lines.add("%-12s %s".formatted(name, text));
  }

  private static String plan(RegistrationRecord record) {
    return "%s version %s: %s"
        .formatted(
            record.run().plan().path("name").asText(),
            record.run().plan().path("version").asText(),
            record.run().plan().path("description").asText());
  }

  private static String computed(RegistrationRecord record) {
    String stages =
        record.run().timings().stream()
            .map(t -> number("%s %.1f s", t.stage(), t.seconds()))
            .collect(Collectors.joining(", "));
    return number("%.1f s on %s (%s)", record.run().seconds(), record.run().device(), stages);
  }

  private static String number(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
