package org.regista.app.gui.quality;

import java.util.List;
import java.util.Optional;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.regista.quality.JacobianSummary;

/** How the volume changes: bars over the Jacobian determinant, 1 marked, folds in red. */
final class JacobianBars extends Region {

  private static final double HEIGHT = 80;
  private static final double TEXT_HEIGHT = 16;
  private static final Color BACKGROUND = Color.web("#1b1b1b");
  private static final Color BAR = Color.web("#6cb2f5");
  private static final Color FOLD = Color.web("#f0605a");
  private static final Color TEXT = Color.web("#b4b4b4");

  private final Canvas canvas = new Canvas();
  private Optional<JacobianSummary.Histogram> histogram = Optional.empty();

  JacobianBars() {
    getChildren().add(canvas);
    setMinHeight(HEIGHT);
    setPrefHeight(HEIGHT);
    managedProperty().bind(visibleProperty());
    setVisible(false);
  }

  void show(Optional<JacobianSummary.Histogram> next) {
    histogram = next;
    setVisible(next.isPresent());
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
    histogram.ifPresent(h -> draw(g, h));
  }

  private void draw(GraphicsContext g, JacobianSummary.Histogram h) {
    List<Long> counts = h.counts();
    long most = counts.stream().mapToLong(Long::longValue).max().orElse(1);
    double step = getWidth() / counts.size();
    double floor = getHeight() - TEXT_HEIGHT;
    for (int n = 0; n < counts.size(); n++) {
      double height = most > 0 ? (floor - 4) * counts.get(n) / most : 0;
      g.setFill(h.from() + (n + 1) * h.width() <= 0 ? FOLD : BAR);
      g.fillRect(n * step, floor - height, Math.max(step - 1, 1), height);
    }
    double one = (1 - h.from()) / h.width() * step;
    g.setFill(TEXT);
    g.fillText("1", one - 3, getHeight() - 4);
    g.fillText("Jacobian", 4, getHeight() - 4);
    g.setStroke(TEXT);
    g.strokeLine(one, 0, one, floor);
  }
}
