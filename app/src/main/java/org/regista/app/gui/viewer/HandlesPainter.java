package org.regista.app.gui.viewer;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.regista.geometry.LpsPoint;
import org.regista.viewers.slice.SliceFrame;

/** Draws handles over a slice, each line with a dark rim so that it is seen on any picture. */
final class HandlesPainter {

  private static final Color LINE = Color.web("#ffd54a");
  private static final Color RIM = Color.web("#000000", 0.8);
  private static final Font FONT = Font.font(12);
  private static final double KNOB = 4;
  private static final double DASH = 5;

  private final GraphicsContext g;
  private final SliceFrame frame;
  private final double scale;

  /**
   * @param scale device pixels per unit of layout
   */
  HandlesPainter(GraphicsContext g, SliceFrame frame, double scale) {
    this.g = g;
    this.frame = frame;
    this.scale = scale;
  }

  void paint(List<SliceHandles.Shape> shapes) {
    for (SliceHandles.Shape shape : shapes) {
      switch (shape) {
        case SliceHandles.Line line -> line(line);
        case SliceHandles.Knob knob -> knob(knob);
        case SliceHandles.Words words -> words(words);
      }
    }
    g.setLineDashes();
  }

  private double x(LpsPoint p) {
    return (frame.column(p) + 0.5) / scale;
  }

  private double y(LpsPoint p) {
    return (frame.row(p) + 0.5) / scale;
  }

  private void line(SliceHandles.Line line) {
    double[] xs = line.places().stream().mapToDouble(this::x).toArray();
    double[] ys = line.places().stream().mapToDouble(this::y).toArray();
    g.setLineDashes();
    g.setStroke(RIM);
    g.setLineWidth(3);
    g.strokePolyline(xs, ys, xs.length);
    if (line.dashed()) {
      g.setLineDashes(DASH, DASH);
    }
    g.setStroke(LINE);
    g.setLineWidth(1.5);
    g.strokePolyline(xs, ys, xs.length);
  }

  private void knob(SliceHandles.Knob knob) {
    double left = x(knob.place()) - KNOB;
    double top = y(knob.place()) - KNOB;
    g.setLineDashes();
    g.setStroke(RIM);
    g.setLineWidth(2);
    g.setFill(LINE);
    if (knob.round()) {
      g.strokeOval(left - 1, top - 1, 2 * KNOB + 2, 2 * KNOB + 2);
      g.fillOval(left - 1, top - 1, 2 * KNOB + 2, 2 * KNOB + 2);
    } else {
      g.strokeRect(left, top, 2 * KNOB, 2 * KNOB);
      g.fillRect(left, top, 2 * KNOB, 2 * KNOB);
    }
  }

  private void words(SliceHandles.Words words) {
    g.setFont(FONT);
    g.setTextBaseline(VPos.CENTER);
    g.setTextAlign(TextAlignment.LEFT);
    g.setLineDashes();
    g.setStroke(RIM);
    g.setLineWidth(3);
    g.strokeText(words.text(), x(words.place()), y(words.place()));
    g.setFill(LINE);
    g.fillText(words.text(), x(words.place()), y(words.place()));
  }
}
