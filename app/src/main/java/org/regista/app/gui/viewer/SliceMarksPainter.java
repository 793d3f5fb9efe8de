package org.regista.app.gui.viewer;

import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.regista.geometry.LpsPoint;
import org.regista.viewers.slice.SliceFrame;
import org.regista.viewers.slice.SliceMarks;

/** Draws crosshair, letters of the sides and scale bar over a slice; sizes in units of layout. */
final class SliceMarksPainter {

  private static final Color CROSSHAIR = Color.web("#5aa9f5", 0.75);
  private static final Color MARK = Color.web("#e6e6e6");
  private static final Color RIM = Color.web("#000000", 0.8);
  private static final Font LETTER = Font.font(14);
  private static final double GAP = 10;
  private static final double PADDING = 10;
  private static final double MARGIN = 2 * PADDING + 6;

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

  /** Clears the canvas, and draws if there is anything to draw on. */
  void paint(Optional<SliceFrame> frame, Optional<Shown> shown) {
    g.clearRect(0, 0, width, height);
    if (frame.isPresent() && shown.isPresent()) {
      crosshair(frame.get(), shown.get().state().camera().crosshair());
      SliceMarks marks = SliceMarks.of(frame.get());
      letters(marks);
      scaleBar(marks);
    }
  }

  /** Leaves out its middle, where one looks, and the edges, where the letters stand. */
  private void crosshair(SliceFrame frame, LpsPoint p) {
    // the middle of a layout pixel, so that the line is one pixel wide
    double x = Math.floor((frame.column(p) + 0.5) / scale) + 0.5;
    double y = Math.floor((frame.row(p) + 0.5) / scale) + 0.5;
    g.setStroke(CROSSHAIR);
    g.setLineWidth(1);
    line(MARGIN, y, x - GAP, y);
    line(x + GAP, y, width - MARGIN, y);
    line(x, top + MARGIN, x, y - GAP);
    line(x, y + GAP, x, height - MARGIN);
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
    text(marks.scaleBarText(), PADDING, y - 12, TextAlignment.LEFT);
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
