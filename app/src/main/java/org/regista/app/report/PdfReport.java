package org.regista.app.report;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jsoup.Jsoup;
import org.jsoup.helper.W3CDom;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.regista.error.InputDataException;
import org.regista.io.AtomicFile;

/**
 * The report of a result as PDF, A4: the same page as {@code report.html}, signature included, set
 * for paper.
 */
public final class PdfReport {

  /** Comes with the library, so that every machine sets the same pages. */
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  private PdfReport() {}

  /**
   * @param result a folder that a registration has written
   * @throws InputDataException if it has no report, or the file cannot be written
   */
  public static void write(Path result, Path pdf) {
    Path page = result.resolve(ReportDocuments.REPORT);
    byte[] bytes;
    try {
      bytes = of(Files.readString(page));
    } catch (IOException e) {
      throw new InputDataException(
          "the report '%s' cannot be read (%s); register again, or choose a result folder"
              .formatted(page, e.getMessage()),
          e);
    }
    AtomicFile.write(pdf, out -> out.write(bytes));
  }

  private static byte[] of(String html) {
    XRLog.setLoggingEnabled(false);
    Document page = Jsoup.parse(html);
    forPaper(page);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PdfRendererBuilder builder = new PdfRendererBuilder();
    for (int weight : new int[] {400, 700}) {
      builder.useFont(PdfReport::font, "Report", weight, PdfRendererBuilder.FontStyle.NORMAL, true);
    }
    builder.useSVGDrawer(new BatikSVGDrawer());
    builder.withW3cDocument(new W3CDom().fromJsoup(page), null);
    builder.withProducer("Regista");
    builder.toStream(out);
    try {
      builder.run();
    } catch (IOException e) {
      throw new UncheckedIOException("a PDF is made in memory", e);
    }
    return out.toByteArray();
  }

  /** What a page on paper cannot do is said otherwise: nothing unfolds, plots know their look. */
  private static void forPaper(Document page) {
    String plotStyle =
        page.select("style").stream()
            .flatMap(style -> style.data().lines())
            .filter(line -> line.startsWith(".plot .") || line.startsWith(".plot text"))
            .map(line -> line.replace(".plot ", ""))
            .collect(Collectors.joining("\n"));
    page.select("style").remove();
    page.head().appendElement("style").appendText(ReportPage.resource("report-paper.css"));
    page.select("details").remove();
    for (Element plot : page.select("svg")) {
      plot.attr("xmlns", "http://www.w3.org/2000/svg"); // which HTML leaves out
      plot.prependElement("style").appendText(plotStyle);
    }
  }

  private static InputStream font() {
    InputStream in = PDDocument.class.getResourceAsStream(FONT);
    if (in == null) {
      throw new IllegalStateException(FONT + " is missing from the program's libraries");
    }
    return in;
  }
}
