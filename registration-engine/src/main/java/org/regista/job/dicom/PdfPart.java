package org.regista.job.dicom;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.regista.io.dicom.report.EncapsulatedPdf;
import org.regista.quality.QualityReport;

/** Writes the summary as a document that every archive keeps. */
final class PdfPart {

  static final String FILE = "summary.dcm";

  private final ExportScope scope;

  PdfPart(ExportScope scope) {
    this.scope = scope;
  }

  /**
   * @param report what was exported, in lines
   */
  ExportedObject write(Path folder, String report) {
    QualityReport quality = scope.result().record().quality();
    List<String> lines = new ArrayList<>();
    lines.add("Verdict: " + quality.verdict() + ". Not a medical device.");
    lines.addAll(quality.reasons());
    lines.add("");
    lines.add(quality.linear().words());
    lines.add(scope.result().record().direction());
    lines.add("");
    lines.addAll(report.lines().toList());
    String title = "Registration: " + scope.title();
    byte[] pdf = SummaryPdf.of(title, lines);
    EncapsulatedPdf.compose(scope.composer(), scope.moving(), pdf, title)
        .write(folder.resolve(FILE));
    return new ExportedObject(FILE, 1, List.of("encapsulated PDF: this summary"));
  }
}
