package org.regista.app.report;

import java.util.List;
import org.regista.quality.JacobianSummary;

/** How much the anatomy grew and shrank: the histogram of the Jacobian determinant. */
final class JacobianPlot {

  private static final double NO_CHANGE = 1;

  private JacobianPlot() {}

  static String of(JacobianSummary jacobian) {
    JacobianSummary.Histogram histogram = jacobian.histogram();
    List<Long> counts = histogram.counts();
    long total = Math.max(1, counts.stream().mapToLong(Long::longValue).sum());
    double most = counts.stream().mapToLong(Long::longValue).max().orElse(1) * 100.0 / total;
    double to = histogram.from() + histogram.width() * counts.size();
    PlotFrame frame = new PlotFrame(histogram.from(), to, 0, most);
    for (int n = 0; n < counts.size(); n++) {
      double from = histogram.from() + n * histogram.width();
      double percent = counts.get(n) * 100.0 / total;
      if (percent > 0) {
        frame.add(
            "<rect class='bar' x='%.1f' y='%.1f' width='%.1f' height='%.1f'/>",
            frame.x(from),
            frame.y(percent),
            Math.max(0.5, frame.x(from + histogram.width()) - frame.x(from) - 0.5),
            frame.y(0) - frame.y(percent));
      }
    }
    return frame
        .upright(0, "fold")
        .upright(NO_CHANGE, "level")
        .finish(
            "Jacobian determinant over the foreground",
            "1 keeps the volume, less is smaller in the moving image, 0 is a fold",
            " %");
  }
}
