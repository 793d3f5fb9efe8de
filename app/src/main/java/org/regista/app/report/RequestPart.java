package org.regista.app.report;

import java.util.List;
import java.util.Locale;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsVector;
import org.regista.image.FocusBox;
import org.regista.job.result.ManualEdit;
import org.regista.job.result.RegistrationRecord;
import org.regista.job.result.RequestForm;

/** The parts of the report that people filled in before the result: what was asked, what moved. */
final class RequestPart {

  private RequestPart() {}

  /** Nothing if nothing was asked in words. */
  static String asked(RegistrationRecord record) {
    RequestForm form = record.form();
    FocusBox box = record.inputs().box();
    if (form == null && box == null) {
      return "";
    }
    Html html = new Html().element("h2", "What was asked for").markup("<table>");
    if (form != null) {
      html.row("Purpose", form.purpose().toString())
          .row("Primary image, stays", said(form.primary()))
          .row("Region of interest", said(form.region()))
          .row("Asked by", said(form.askedBy()))
          .row("Asked on", said(form.askedOn()));
    }
    if (box != null) {
      LpsVector mm = box.edgesMm();
      html.row(
          "Box that counted",
          String.format(
              Locale.ROOT,
              "%.0f × %.0f × %.0f mm (x, y, z), corners %s (LPS mm)",
              mm.x(),
              mm.y(),
              mm.z(),
              box.text()));
    }
    return html.markup("</table>").toString();
  }

  private static String said(String text) {
    return text.isBlank() ? "not said" : text;
  }

  /** Nothing if nobody moved the result by hand. */
  static String edits(List<ManualEdit> edits) {
    Html html = new Html();
    for (ManualEdit edit : edits) {
      html.element("h2", "Manual edit")
          .markup("<table>")
          .row("When", edit.edited().replace('T', ' ').replace("Z", " UTC"))
          .row("By", said(edit.by()))
          .row("Moved at the centre of the fixed image", mm(edit.centreMm()))
          .row("Moved at its farthest corner", mm(edit.largestMm()))
          .row("Turned by", String.format(Locale.ROOT, "%.2f degrees", edit.turnDegrees()));
      if (!edit.voided().isEmpty()) {
        html.row("Signature that no longer holds", edit.voided());
      }
      html.row("Matrix before, fixed to moving, LPS mm", rows(edit.before()))
          .row("Matrix after", rows(edit.after()))
          .markup("</table>");
    }
    return html.toString();
  }

  private static String mm(double value) {
    return String.format(Locale.ROOT, "%.1f mm", value);
  }

  private static String rows(AffineMap m) {
    return String.format(
        Locale.ROOT,
        "%.5f %.5f %.5f %.3f; %.5f %.5f %.5f %.3f; %.5f %.5f %.5f %.3f",
        m.m00(),
        m.m01(),
        m.m02(),
        m.t0(),
        m.m10(),
        m.m11(),
        m.m12(),
        m.t1(),
        m.m20(),
        m.m21(),
        m.m22(),
        m.t2());
  }
}
