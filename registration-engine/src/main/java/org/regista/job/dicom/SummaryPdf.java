package org.regista.job.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lines of text as a PDF (ISO 32000-1) on A4 pages. In Courier: every reader has it, and since its
 * letters are equally wide, lines can be broken without knowing the font.
 */
final class SummaryPdf {

  private static final int COLUMNS = 88;
  private static final int LINES = 60;
  private static final String TEXT_START = "BT /F1 9 Tf 12.5 TL 56 780 Td\n";
  private static final String INDENT = "    ";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<Integer> offsets = new ArrayList<>();

  private SummaryPdf() {}

  static byte[] of(String title, List<String> lines) {
    return new SummaryPdf().document(title, lines);
  }

  /**
   * Objects: 1 the catalogue, 2 the pages, 3 the font, 4 the title, then each page and its text.
   */
  private byte[] document(String title, List<String> lines) {
    List<String> wrapped = new ArrayList<>(List.of(title, ""));
    lines.forEach(line -> wrap(line, wrapped));
    int pages = (wrapped.size() + LINES - 1) / LINES;
    put("%PDF-1.4\n");
    object("<< /Type /Catalog /Pages 2 0 R >>");
    StringBuilder kids = new StringBuilder();
    for (int page = 0; page < pages; page++) {
      kids.append(5 + 2 * page).append(" 0 R ");
    }
    object("<< /Type /Pages /Kids [ %s] /Count %d >>".formatted(kids, pages));
    object("<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>");
    object("<< /Title (%s) /Producer (Regista) >>".formatted(escaped(title)));
    for (int page = 0; page < pages; page++) {
      object(
          ("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
                  + "/Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>")
              .formatted(6 + 2 * page));
      String text =
          text(wrapped.subList(page * LINES, Math.min(wrapped.size(), (page + 1) * LINES)));
      object("<< /Length %d >>\nstream\n%sendstream".formatted(text.length(), text));
    }
    trailer();
    return out.toByteArray();
  }

  private static String text(List<String> lines) {
    StringBuilder text = new StringBuilder(TEXT_START);
    lines.forEach(line -> text.append('(').append(escaped(line)).append(") Tj T*\n"));
    return text.append("ET\n").toString();
  }

  private void object(String body) {
    offsets.add(out.size());
    put("%d 0 obj\n%s\nendobj\n".formatted(offsets.size(), body));
  }

  private void trailer() {
    int start = out.size();
    put("xref\n0 %d\n0000000000 65535 f \n".formatted(offsets.size() + 1));
    offsets.forEach(offset -> put(String.format(Locale.ROOT, "%010d 00000 n \n", offset)));
    put(
        "trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n"
            .formatted(offsets.size() + 1, start));
  }

  private void put(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void wrap(String line, List<String> into) {
    String indent = line.startsWith("  ") ? INDENT : "";
    StringBuilder current = new StringBuilder(indent);
    for (String word : line.strip().split(" ", -1)) {
      boolean begun = current.length() > indent.length();
      if (begun && current.length() + 1 + word.length() > COLUMNS) {
        into.add(current.toString());
        current = new StringBuilder(indent);
        begun = false;
      }
      current.append(begun ? " " : "").append(word);
    }
    into.add(current.toString());
  }

  /** As inside a string; letters that are not Western European become question marks. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(
            c -> {
              if (c == '(' || c == ')' || c == '\\') {
                escaped.append('\\');
              }
              boolean known = (c >= ' ' && c < 127) || (c >= 160 && c < 256);
              escaped.append(known ? (char) c : '?');
            });
    return escaped.toString();
  }
}
