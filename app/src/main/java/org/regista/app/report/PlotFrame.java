package org.regista.app.report;

import java.util.Locale;
import java.util.stream.LongStream;

/** The axes of a small plot and where values lie in it; draws SVG. */
final class PlotFrame {

  static final int WIDTH = 440;
  static final int HEIGHT = 230;

  private static final int LEFT = 64;
  private static final int RIGHT = 12;
  private static final int TOP = 26;
  private static final int BOTTOM = 40;
  private static final int TICKS = 5;
  private static final double ROUNDING = 1e-9;

  private final double xFrom;
  private final double xTo;
  private final double yFrom;
  private final double yTo;
  private final StringBuilder svg = new StringBuilder();

  /** Axes over these ranges; an empty range is widened. */
  PlotFrame(double xFrom, double xTo, double yFrom, double yTo) {
    this.xFrom = xFrom;
    this.xTo = xTo > xFrom ? xTo : xFrom + 1;
    double spread = yTo > yFrom ? yTo - yFrom : Math.max(Math.abs(yFrom), 1e-6);
    this.yFrom = yTo > yFrom ? yFrom : yFrom - spread / 2;
    this.yTo = this.yFrom + spread;
  }

  double x(double value) {
    return LEFT + (value - xFrom) / (xTo - xFrom) * (WIDTH - LEFT - RIGHT);
  }

  double y(double value) {
    return HEIGHT - BOTTOM - (value - yFrom) / (yTo - yFrom) * (HEIGHT - TOP - BOTTOM);
  }

  /** Adds what is drawn within the axes. */
  PlotFrame add(String form, Object... values) {
    svg.append(String.format(Locale.ROOT, form, values)).append('\n');
    return this;
  }

  /** A thin line across all of the height. */
  PlotFrame upright(double xValue, String style) {
    return add(
        "<line class='%s' x1='%.1f' x2='%.1f' y1='%d' y2='%d'/>",
        style, x(xValue), x(xValue), TOP, HEIGHT - BOTTOM);
  }

  PlotFrame text(double atX, double atY, String anchor, String text) {
    return add(
        "<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>", atX, atY, anchor, Html.escaped(text));
  }

  /**
   * The whole picture.
   *
   * @param yUnit follows every number of the upright axis
   */
  String finish(String title, String xLabel, String yUnit) {
    String drawn = svg.toString();
    svg.setLength(0);
    double yStep = step(yTo - yFrom);
    for (double tick : ticks(yFrom, yTo, yStep)) {
      add(
          "<line class='grid' x1='%d' x2='%d' y1='%.1f' y2='%.1f'/>",
          LEFT, WIDTH - RIGHT, y(tick), y(tick));
      text(LEFT - 6, y(tick) + 4, "end", number(tick, yStep) + yUnit);
    }
    double xStep = step(xTo - xFrom);
    for (double tick : ticks(xFrom, xTo, xStep)) {
      text(x(tick), HEIGHT - BOTTOM + 16, "middle", number(tick, xStep));
    }
    text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 6, "middle", xLabel);
    return """
        <svg class="plot" viewBox="0 0 %d %d" role="img" aria-label="%s">
        <text class="title" x="%d" y="16">%s</text>
        %s%s</svg>"""
        .formatted(
            WIDTH, HEIGHT, Html.escaped(title), LEFT, Html.escaped(title), svg.toString(), drawn);
  }

  /** 1, 2 or 5 times a power of ten, such that a few of them fill the range. */
  private static double step(double range) {
    double rough = range / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double factor = rough / power;
    return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
  }

  private static double[] ticks(double from, double to, double step) {
    long first = (long) Math.ceil(from / step - ROUNDING);
    long last = (long) Math.floor(to / step + ROUNDING);
    return LongStream.rangeClosed(first, last).mapToDouble(n -> n * step).toArray();
  }

  private static String number(double value, double step) {
    int digits = Math.max(0, (int) -Math.floor(Math.log10(step) + ROUNDING));
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
