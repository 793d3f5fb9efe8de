package org.regista.app.report;

import org.regista.job.result.RegistrationRecord;
import org.regista.job.result.SignOff;
import org.regista.quality.tg132.Check;

/** The part of the report that says who has signed; a later signature takes its place. */
final class SignaturePart {

  private static final String BEGIN = "<!-- signature -->";
  private static final String END = "<!-- end of signature -->";

  private SignaturePart() {}

  static String of(RegistrationRecord record) {
    SignOff signature = record.signOff();
    Html html = new Html().markup(BEGIN).element("h2", "Judged by a person");
    if (signature == null) {
      html.element("p", "Not signed: no person has judged this result yet.");
    } else {
      signed(html, signature);
    }
    return html.markup(END).toString();
  }

  private static void signed(Html html, SignOff signature) {
    html.markup("<table>")
        .row("Signed by", signature.name())
        .row("When", signature.signed().replace('T', ' ').replace("Z", " UTC"))
        .row(
            "Uncertainty level",
            "%d: %s".formatted(signature.level(), SignOff.LEVELS.get(signature.level())))
        .row("Comment", signature.comment())
        .row(
            "Looked at",
            signature.seen().isEmpty() ? "not said" : String.join("; ", signature.seen()))
        .row(
            "Tolerances",
            "%s (%s)".formatted(signature.tolerances().name(), signature.tolerances().source()))
        .markup("</table><table><tr><th></th><td>measured</td><td>asked</td><td></td></tr>");
    for (Check check : signature.checks()) {
      html.row(check.what(), check.measured(), check.tolerance(), check.status().words());
    }
    html.markup("</table>");
  }

  /** The page with this part taken from {@code record}; the page itself if it has none. */
  static String replacedIn(String page, RegistrationRecord record) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    return begin < 0 || end < begin
        ? page
        : page.substring(0, begin) + of(record) + page.substring(end + END.length());
  }
}
