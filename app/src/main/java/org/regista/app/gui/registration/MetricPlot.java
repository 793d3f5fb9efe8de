package org.regista.app.gui.registration;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.regista.app.gui.registration.RunProgressViewModel.TracePoint;

/**
 * The similarity over the iterations. Each level has its own scale, because levels see different
 * images and cannot be compared; a line parts them.
 */
final class MetricPlot extends Region {

  private static final double HEIGHT = 96;
  private static final double PADDING = 6;
  private static final Color BACKGROUND = Color.web("#1b1b1b");
  private static final Color CURVE = Color.web("#6cb2f5");
  private static final Color PART = Color.web("#4a4a4a");
  private static final Color TEXT = Color.web("#b4b4b4");

  private final Canvas canvas = new Canvas();
  private List<TracePoint> points = List.of();

  MetricPlot() {
    getChildren().add(canvas);
    setMinHeight(HEIGHT);
    setPrefHeight(HEIGHT);
  }

  void show(List<TracePoint> now) {
    points = now;
    draw();
  }

  @Override
  protected void layoutChildren() {
    canvas.setWidth(getWidth());
    canvas.setHeight(getHeight());
    draw();
  }

  private void draw() {
    GraphicsContext g = canvas.getGraphicsContext2D();
    g.setFill(BACKGROUND);
    g.fillRect(0, 0, getWidth(), getHeight());
    if (points.isEmpty()) {
      return;
    }
    double step = (getWidth() - 2 * PADDING) / Math.max(points.size() - 1, 1);
    int first = 0;
    String stage = "";
    for (List<TracePoint> level : levels(points)) {
      double left = PADDING + first * step;
      if (first > 0) {
        g.setStroke(PART);
        g.strokeLine(left, 0, left, getHeight());
      }
      drawLevel(g, level, left, step);
      String name = level.getFirst().stage();
      if (!name.equals(stage)) {
        stage = name;
        g.setFill(TEXT);
        g.fillText(name, left + 3, getHeight() - 4);
      }
      first += level.size();
    }
  }

  private void drawLevel(GraphicsContext g, List<TracePoint> level, double left, double step) {
    double low = level.stream().mapToDouble(TracePoint::similarity).min().orElse(0);
    double high = level.stream().mapToDouble(TracePoint::similarity).max().orElse(1);
    double room = getHeight() - 2 * PADDING - 14;
    g.setStroke(CURVE);
    g.setLineWidth(1.5);
    g.beginPath();
    for (int n = 0; n < level.size(); n++) {
      double share = high > low ? (level.get(n).similarity() - low) / (high - low) : 0.5;
      g.lineTo(left + n * step, PADDING + (1 - share) * room);
    }
    g.stroke();
  }

  private static List<List<TracePoint>> levels(List<TracePoint> all) {
    List<List<TracePoint>> levels = new ArrayList<>();
    for (TracePoint p : all) {
      if (levels.isEmpty() || !sameLevel(levels.getLast().getFirst(), p)) {
        levels.add(new ArrayList<>());
      }
      levels.getLast().add(p);
    }
    return levels;
  }

  private static boolean sameLevel(TracePoint a, TracePoint b) {
    return a.stage().equals(b.stage()) && a.level() == b.level();
  }
}
