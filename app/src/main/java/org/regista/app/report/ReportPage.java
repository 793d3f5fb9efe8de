package org.regista.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.regista.job.result.GridRecord;
import org.regista.job.result.RegistrationRecord;
import org.regista.job.result.ResultFolder;
import org.regista.quality.JacobianSummary;
import org.regista.quality.QualityReport;
import org.regista.quality.Spread;

/** The report as one page of HTML: the verdict first, then why, then everything else. */
final class ReportPage {

  private final RegistrationRecord record;
  private final QualityReport quality;
  private final byte[] picture;
  private final Html html = new Html();

  /**
   * @param picture before and after, as PNG
   */
  ReportPage(RegistrationRecord record, byte[] picture) {
    this.record = record;
    this.quality = record.quality();
    this.picture = picture;
  }

  String html() {
    html.markup("<!DOCTYPE html>")
        .markup("<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .markup("<meta name=\"viewport\" content=\"width=device-width\">")
        .element("title", title())
        .markup("<style>" + resource("report.css") + "</style></head><body><main>");
    head();
    html.markup(SignaturePart.of(record))
        .markup(RequestPart.asked(record))
        .markup(RequestPart.edits(record.edits()));
    pictures();
    figures();
    plots();
    directions();
    inputs();
    run();
    html.markup("</main></body></html>");
    return html.toString();
  }

  private String title() {
    return record.inputs().moving().label() + " → " + record.inputs().fixed().label();
  }

  private void head() {
    QualityReport.Verdict verdict = quality.verdict();
    html.markup("<header>")
        .element("h1", "Registration report")
        .markup(
            "<p class=\"sub\">moving <b>%s</b> onto fixed <b>%s</b> · %s · %s</p></header>"
                .formatted(
                    Html.escaped(record.inputs().moving().label()),
                    Html.escaped(record.inputs().fixed().label()),
                    Html.escaped(Badges.stages(record)),
                    Html.escaped(record.finished().replace('T', ' ').replace("Z", " UTC"))))
        .markup("<section class=\"verdict %s\">".formatted(verdict.name().toLowerCase(Locale.ROOT)))
        .markup("<h2>%s</h2>".formatted(verdict))
        .element("p", meaning(verdict));
    if (!quality.reasons().isEmpty()) {
      html.markup("<ul>");
      quality.reasons().forEach(reason -> html.element("li", reason));
      html.markup("</ul>");
    }
    html.element("p", quality.linear().words()).markup("</section>");
  }

  private static String meaning(QualityReport.Verdict verdict) {
    return switch (verdict) {
      case ACCEPT ->
          "Nothing measured speaks against this result. Look at the fused pictures all the same: "
              + "no number replaces it.";
      case REVIEW -> "Something is unusual. Look closely at what is named here before using it.";
      case REJECT -> "Do not use this result.";
    };
  }

  private void pictures() {
    html.element("h2", "Before and after")
        .markup(
            "<img alt=\"Fused slices before and after registration\" src=\"data:image/png;base64,%s\">"
                .formatted(Base64.getEncoder().encodeToString(picture)))
        .element(
            "p",
            "Axial, coronal and sagittal through the middle of the fixed foreground, radiological "
                + "convention (the patient's right is on the left). “Before” is where the headers "
                + "place the images.");
  }

  private void figures() {
    html.element("h2", "In numbers")
        .markup("<table class=\"figures\"><tr><th></th><td>by headers</td><td>registered</td></tr>")
        .row(
            "Overlap: fixed foreground inside the moving image",
            number("%.1f %%", 100 * quality.before().overlap()),
            number("%.1f %%", 100 * quality.after().overlap()))
        .row(
            "Normalised mutual information (1 to 2)",
            number("%.4f", quality.before().nmi()),
            number("%.4f", quality.after().nmi()))
        .row(
            "Correlation of the intensities",
            number("%.3f", quality.before().ncc()),
            number("%.3f", quality.after().ncc()))
        .row(
            "There and back again: mean / largest error",
            "",
            number(
                "%.3f / %.3f mm",
                quality.inverseConsistency().mm().mean(), quality.inverseConsistency().mm().max()));
    deformation(quality.displacementMm(), quality.jacobian());
    html.markup("</table>");
  }

  private void deformation(@Nullable Spread mm, @Nullable JacobianSummary jacobian) {
    if (mm != null) {
      html.row(
          "Deformation: mean / 95th percentile / largest",
          "",
          number("%.2f / %.2f / %.2f mm", mm.mean(), mm.p95(), mm.max()));
    }
    if (jacobian != null) {
      html.row(
              "Jacobian determinant: smallest / largest",
              "",
              number("%.3f / %.3f", jacobian.min(), jacobian.max()))
          .row("Folded cells", "", number("%d", jacobian.nonPositiveCells()));
    }
  }

  private void plots() {
    List<String> plots = MetricPlots.of(record);
    JacobianSummary jacobian = quality.jacobian();
    if (plots.isEmpty() && jacobian == null) {
      return;
    }
    html.element("h2", "How it went").markup("<div class=\"plots\">");
    plots.forEach(html::markup);
    if (jacobian != null) {
      html.markup(JacobianPlot.of(jacobian));
    }
    html.markup("</div>");
  }

  private void directions() {
    boolean deforms = quality.jacobian() != null;
    html.element("h2", "Which point goes where")
        .element("p", record.direction())
        .markup("<details><summary>Use these files with ANTs or SimpleITK</summary><pre>")
        .markup(Html.escaped(resource(deforms ? "use-deforming.txt" : "use-linear.txt")))
        .markup("</pre></details>");
  }

  private void inputs() {
    RegistrationRecord.Image fixed = record.inputs().fixed();
    RegistrationRecord.Image moving = record.inputs().moving();
    html.element("h2", "Images")
        .markup("<table><tr><th></th><td>fixed</td><td>moving</td></tr>")
        .row("Name", fixed.label(), moving.label())
        .row("Size, voxels", joined(fixed.grid().size()), joined(moving.grid().size()))
        .row("Spacing, mm", spacing(fixed.grid()), spacing(moving.grid()))
        .row("Unit", unit(fixed), unit(moving));
    if (!(fixed.intensities() + moving.intensities()).isEmpty()) {
      html.row("Where values come from", fixed.intensities(), moving.intensities());
    }
    if (!(fixed.observations().isEmpty() && moving.observations().isEmpty())) {
      html.row(
          "To be known",
          String.join(" ", fixed.observations()),
          String.join(" ", moving.observations()));
    }
    html.row("File", fixed.path(), moving.path()).row("SHA-256", fixed.sha256(), moving.sha256());
    record
        .inputs()
        .masks()
        .forEach(mask -> html.row("Mask, " + mask.side(), mask.path(), mask.sha256()));
    html.markup("</table>");
  }

  private static String joined(List<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(" × "));
  }

  private static String spacing(GridRecord grid) {
    return joined(grid.spacingMm().stream().map(mm -> number("%.3f", mm)).toList());
  }

  private static String unit(RegistrationRecord.Image image) {
    return image.unit().symbol().isEmpty() ? "none stated" : image.unit().symbol();
  }

  private void run() {
    RegistrationRecord.Run run = record.run();
    html.element("h2", "Method")
        .markup("<table>")
        .row(
            "Plan",
            "%s, version %s"
                .formatted(run.plan().path("name").asText(), run.plan().path("version").asText()))
        .row("", run.plan().path("description").asText())
        .row("Start", record.request().initialisation())
        .row("Engine, device", record.request().engine() + ", " + run.device())
        .row("Time", timings(run))
        .row(
            "Program",
            "%s %s (%s), Java %s, %s"
                .formatted(
                    record.program().name(),
                    record.program().version(),
                    record.program().commit(),
                    record.program().java(),
                    record.program().system()))
        .markup("</table><details><summary>The whole plan</summary><pre>")
        .markup(Html.escaped(run.plan().toPrettyString()))
        .markup("</pre></details>")
        .element(
            "p",
            "Everything on this page and more is in %s. Not a medical device: for research."
                .formatted(ResultFolder.RECORD));
  }

  private static String timings(RegistrationRecord.Run run) {
    String stages =
        run.timings().stream()
            .map(t -> number("%s %.1f s", t.stage(), t.seconds()))
            .collect(Collectors.joining(", "));
    return number("%.1f s (%s)", run.seconds(), stages);
  }

  private static String number(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }

  static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the program's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
