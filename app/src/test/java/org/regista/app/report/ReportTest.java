package org.regista.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.regista.quality.JacobianSummary;

class ReportTest {

  @Test
  void textIsNeverMarkup() {
    String html = new Html().element("td", "a<script>&\"b").row("<h>", "<c>").toString();
    assertThat(html)
        .contains("a&lt;script&gt;&amp;&quot;b", "<th>&lt;h&gt;</th>", "<td>&lt;c&gt;</td>")
        .doesNotContain("<script>");
  }

  @Test
  void plotsPlaceValuesLinearlyWithRoundTicks() {
    PlotFrame frame = new PlotFrame(0, 10, -1, 1);
    assertThat(frame.x(5)).isEqualTo((frame.x(0) + frame.x(10)) / 2);
    assertThat(frame.y(1)).isLessThan(frame.y(-1));
    String svg = frame.finish("t", "x", " %");
    assertThat(svg).contains(">-1.0 %<", ">0.0 %<", ">0.5 %<", ">2<", ">10<");
    assertThat(new PlotFrame(0, 0, 3, 3).finish("t", "x", "")).doesNotContain("NaN");
  }

  /**
   * Area is what the eye compares: bars are as high as their share, and their shares make 100 %.
   */
  @Test
  void barsHaveTheHeightOfTheirShare() {
    List<Long> counts = List.of(0L, 10L, 30L, 60L);
    JacobianSummary jacobian =
        new JacobianSummary(
            0.5, 1.5, 0, 0, 0, 0, 0, new JacobianSummary.Histogram(0.5, 0.25, counts));
    Matcher bar =
        Pattern.compile("class='bar'.*?height='([0-9.]+)'").matcher(JacobianPlot.of(jacobian));
    double[] heights = bar.results().mapToDouble(m -> Double.parseDouble(m.group(1))).toArray();
    assertThat(heights).hasSize(3);
    assertThat(heights[1] / heights[0]).isBetween(2.98, 3.02);
    assertThat(heights[2] / heights[1]).isBetween(1.98, 2.02);
  }
}
