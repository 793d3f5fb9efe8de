package org.regista.app.report;

/** Text that becomes a page: what is given as text is escaped, what is given as markup is not. */
final class Html {

  private final StringBuilder page = new StringBuilder();

  /** Markup as it is. */
  Html markup(String markup) {
    page.append(markup).append('\n');
    return this;
  }

  /** An element that holds text. */
  Html element(String tag, String text) {
    return markup("<%s>%s</%s>".formatted(tag, escaped(text), tag));
  }

  /** A row of a table: a heading and cells of text. */
  Html row(String heading, String... cells) {
    StringBuilder row = new StringBuilder("<tr><th>" + escaped(heading) + "</th>");
    for (String cell : cells) {
      row.append("<td>").append(escaped(cell)).append("</td>");
    }
    return markup(row.append("</tr>").toString());
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  @Override
  public String toString() {
    return page.toString();
  }
}
