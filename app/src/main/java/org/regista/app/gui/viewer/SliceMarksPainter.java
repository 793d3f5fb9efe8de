package org.regista.app.gui.viewer;

import java.util.List;
import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.regista.geometry.LpsPoint;
import org.regista.viewers.slice.SliceFrame;
import org.regista.viewers.slice.SliceMarks;

/**
 * Draws crosshair, letters of the sides, scales and corner words over a slice; sizes in units of
 * layout.
 */
final class SliceMarksPainter {

  private static final Color CROSSHAIR = Color.web("#5aa9f5", 0.75);
  private static final Color POINTER = Color.web("#7fe0c0");
  static final Color MARK = Color.web("#e6e6e6");
  static final Color RIM = Color.web("#000000", 0.8);
  private static final Font LETTER = Font.font(14);
  private static final Font SMALL = Font.font(12);
  private static final double GAP = 10;
  private static final double PADDING = 10;
  private static final double MARGIN = 2 * PADDING + 6;
  private static final double LINE = 16;
  private static final double BAR_WIDTH = 10;
  private static final double MOST_BAR_HEIGHT = 160;
  private static final double LEAST_BAR_HEIGHT = 40;
  private static final double BAR_COLUMN = 72;
  private static final double POINTER_ARM = 5;

  private final GraphicsContext g;
  private final double width;
  private final double height;
  private final double scale;
  private final double top;

  /**
   * @param scale device pixels per unit of layout
   * @param top above which nothing may stand, because the caption does
   */
  SliceMarksPainter(GraphicsContext g, double width, double height, double scale, double top) {
    this.g = g;
    this.width = width;
    this.height = height;
    this.scale = scale;
    this.top = top;
  }

  /**
   * Clears the canvas, and draws if there is anything to draw on.
   *
   * @param focused whether to show that keys go here
   */
  void paint(SliceViewModel model, boolean focused) {
    g.clearRect(0, 0, width, height);
    if (focused) {
      g.setStroke(CROSSHAIR);
      g.setLineWidth(2);
      g.strokeRect(1, 1, width - 2, height - 2);
    }
    Optional<SliceFrame> frame = model.frame();
    Optional<Shown> shown = model.viewer().shown().get();
    if (frame.isPresent() && shown.isPresent()) {
      crosshair(frame.get(), shown.get().state().camera().crosshair());
      new HandlesPainter(g, frame.get(), scale).paint(model.viewer().hands().shapes(frame.get()));
      pointer(frame.get(), model);
      SliceMarks marks = SliceMarks.of(frame.get());
      letters(marks);
      scaleBar(marks);
      List<String> corner = Corner.slice(model.plane(), frame.get(), shown.get().state());
      corner(corner);
      colourBars(
          ColourBars.of(shown.get(), model.content()), height - PADDING - corner.size() * LINE);
    }
  }

  /** Leaves out its middle, where one looks, and the edges, where the letters stand. */
  private void crosshair(SliceFrame frame, LpsPoint p) {
    double x = x(frame, p);
    double y = y(frame, p);
    g.setStroke(CROSSHAIR);
    g.setLineWidth(1);
    line(MARGIN, y, x - GAP, y);
    line(x + GAP, y, width - MARGIN, y);
    line(x, top + MARGIN, x, y - GAP);
    line(x, y + GAP, x, height - MARGIN);
  }

  /** The middle of a layout pixel, so that a line is one pixel wide. */
  private double x(SliceFrame frame, LpsPoint p) {
    return Math.floor((frame.column(p) + 0.5) / scale) + 0.5;
  }

  private double y(SliceFrame frame, LpsPoint p) {
    return Math.floor((frame.row(p) + 0.5) / scale) + 0.5;
  }

  /** Where the mouse is on any picture, and on the unregistered image where that anatomy lies. */
  private void pointer(SliceFrame frame, SliceViewModel model) {
    Optional<LpsPoint> place = model.viewer().pointer().get();
    place.ifPresent(p -> plus(x(frame, p), y(frame, p)));
    model
        .counterpart()
        .ifPresent(
            to -> {
              double x = x(frame, to);
              double y = y(frame, to);
              g.setStroke(POINTER);
              g.setLineWidth(1.5);
              g.strokeOval(x - POINTER_ARM, y - POINTER_ARM, 2 * POINTER_ARM, 2 * POINTER_ARM);
              place.ifPresent(p -> g.strokeLine(x(frame, p), y(frame, p), x, y));
            });
  }

  private void plus(double x, double y) {
    g.setStroke(POINTER);
    g.setLineWidth(1);
    g.strokeLine(x - POINTER_ARM, y, x + POINTER_ARM, y);
    g.strokeLine(x, y - POINTER_ARM, x, y + POINTER_ARM);
  }

  /** From left to right or from top to bottom; nothing if the end comes first. */
  private void line(double x0, double y0, double x1, double y1) {
    if (x0 <= x1 && y0 <= y1) {
      g.strokeLine(x0, y0, x1, y1);
    }
  }

  private void letters(SliceMarks marks) {
    g.setFont(LETTER);
    g.setTextBaseline(VPos.CENTER);
    text(marks.left(), PADDING, height / 2, TextAlignment.LEFT);
    text(marks.right(), width - PADDING, height / 2, TextAlignment.RIGHT);
    text(marks.top(), width / 2, top + PADDING + 6, TextAlignment.CENTER);
    text(marks.bottom(), width / 2, height - PADDING - 6, TextAlignment.CENTER);
  }

  private void scaleBar(SliceMarks marks) {
    double length = marks.scaleBarPixels() / scale;
    double y = height - PADDING - 2;
    g.setFill(RIM);
    g.fillRect(PADDING - 1, y - 1, length + 2, 4);
    g.setFill(MARK);
    g.fillRect(PADDING, y, length, 2);
    g.setFont(SMALL);
    text(marks.scaleBarText(), PADDING, y - 12, TextAlignment.LEFT);
  }

  private void corner(List<String> lines) {
    g.setFont(SMALL);
    for (int n = 0; n < lines.size(); n++) {
      double y = height - PADDING - (lines.size() - 1 - n) * LINE - 2;
      text(lines.get(n), width - PADDING, y, TextAlignment.RIGHT);
    }
  }

  /** Side by side from the right edge, below the letter in its middle. */
  private void colourBars(List<ColourBars.Bar> bars, double bottom) {
    double barBottom = bottom - LINE;
    double barTop = Math.max(height / 2 + 2 * LINE, barBottom - MOST_BAR_HEIGHT);
    if (barBottom - barTop < LEAST_BAR_HEIGHT) {
      return;
    }
    double right = width - PADDING;
    for (ColourBars.Bar bar : bars) {
      colourBar(bar, right, barTop, barBottom);
      right -= BAR_COLUMN;
    }
  }

  private void colourBar(ColourBars.Bar bar, double right, double barTop, double barBottom) {
    double left = right - BAR_WIDTH;
    double length = barBottom - barTop;
    g.setFill(RIM);
    g.fillRect(left - 1, barTop - 1, BAR_WIDTH + 2, length + 2);
    for (int step = 0; step < length; step++) {
      g.setFill(color(bar.colours().argb(1 - step / (length - 1))));
      g.fillRect(left, barTop + step, BAR_WIDTH, 1);
    }
    double words = left - 4;
    text(bar.top(), words, barTop + 6, TextAlignment.RIGHT);
    text(bar.middle(), words, barTop + length / 2, TextAlignment.RIGHT);
    text(bar.bottom(), words, barBottom - 6, TextAlignment.RIGHT);
    text(bar.title(), right, barTop - 10, TextAlignment.RIGHT);
    bar.alarm()
        .ifPresent(
            alarm -> {
              g.setFill(color(alarm.argb()));
              g.fillRect(left, barBottom + 4, BAR_WIDTH, BAR_WIDTH);
              text(alarm.text(), words, barBottom + 9, TextAlignment.RIGHT);
            });
  }

  private static Color color(int argb) {
    return Color.rgb(argb >> 16 & 0xFF, argb >> 8 & 0xFF, argb & 0xFF);
  }

  private void text(String text, double x, double y, TextAlignment alignment) {
    g.setTextAlign(alignment);
    g.setStroke(RIM);
    g.setLineWidth(3);
    g.strokeText(text, x, y);
    g.setFill(MARK);
    g.fillText(text, x, y);
  }
}
