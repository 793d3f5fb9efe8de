package org.regista.job.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SummaryPdfTest {

  private static final Pattern ENTRY = Pattern.compile("(\\d{10}) 00000 n ");

  private static String pdf(List<String> lines) {
    return new String(SummaryPdf.of("A (title)", lines), StandardCharsets.ISO_8859_1);
  }

  @Test
  void everyOffsetOfTheTableLeadsToItsObject() {
    String pdf = pdf(Collections.nCopies(200, "a line"));
    assertThat(pdf).startsWith("%PDF-1.4\n").endsWith("%%EOF\n");
    Matcher entry = ENTRY.matcher(pdf);
    int number = 0;
    while (entry.find()) {
      number++;
      assertThat(pdf.substring(Integer.parseInt(entry.group(1)))).startsWith(number + " 0 obj\n");
    }
    assertThat(number).as("four objects, and two per page of 60 lines").isEqualTo(4 + 2 * 4);
    int start = Integer.parseInt(pdf.replaceAll("(?s).*startxref\n(\\d+)\n%%EOF\n", "$1"));
    assertThat(pdf.substring(start)).startsWith("xref\n0 13\n");
  }

  @Test
  void linesAreBrokenAndLettersOfOtherScriptsReplaced() {
    String pdf = pdf(List.of("word ".repeat(30), "back\\slash, Ä and 字"));
    assertThat(pdf)
        .contains("(A \\(title\\)) Tj")
        .contains("(back\\\\slash, Ä and ?) Tj")
        .contains("(" + "word ".repeat(17).strip() + ") Tj");
  }

  @Test
  void theLengthOfThePageIsWhatItStates() {
    String pdf = pdf(List.of("x"));
    Matcher stream = Pattern.compile("(?s)/Length (\\d+) >>\nstream\n(.*?)endstream").matcher(pdf);
    assertThat(stream.find()).isTrue();
    assertThat(stream.group(2)).hasSize(Integer.parseInt(stream.group(1)));
  }
}
