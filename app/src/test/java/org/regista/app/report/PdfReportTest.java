package org.regista.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.error.InputDataException;

class PdfReportTest {

  private static final int CURVE = 0x1F5FA8;

  @TempDir private Path folder;

  @Test
  void thePageGoesToPaperWithItsLettersAndItsPlots() throws IOException {
    PlotFrame frame = new PlotFrame(0, 10, 0, 1);
    frame.add("<rect class='bar' x='60' y='40' width='300' height='100'/>");
    String page =
        "<html><head><style>%s</style></head><body><h2>ACCEPT</h2><p>a → b · 3 × 3</p>%s</body></html>"
            .formatted(ReportPage.resource("report.css"), frame.finish("gain", "step", ""));
    Files.writeString(folder.resolve(ReportDocuments.REPORT), page);
    Path pdf = folder.resolve("report.pdf");
    PdfReport.write(folder, pdf);
    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      assertThat(new PDFTextStripper().getText(document))
          .contains("ACCEPT", "a → b · 3 × 3", "page 1 of 1");
      assertThat(count(new PDFRenderer(document).renderImage(0), CURVE)).isGreaterThan(1000);
    }
  }

  private static int count(BufferedImage image, int rgb) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += (image.getRGB(x, y) & 0xFFFFFF) == rgb ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void aFolderWithoutReportIsRefusedAndNothingIsWritten() {
    Path pdf = folder.resolve("report.pdf");
    assertThatThrownBy(() -> PdfReport.write(folder, pdf))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining(ReportDocuments.REPORT)
        .hasMessageContaining("register again");
    assertThat(pdf).doesNotExist();
  }
}
