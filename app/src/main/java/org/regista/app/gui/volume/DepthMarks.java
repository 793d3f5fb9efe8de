package org.regista.app.gui.volume;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.viewers.slice.SliceMarks;
import org.regista.viewers.volume.VolumeCamera;

/** Draws letters of the sides, the cube and the crosshair over a picture in depth; layout units. */
final class DepthMarks {

  private static final Color MARK = Color.web("#e6e6e6");
  private static final Color RIM = Color.web("#000000", 0.8);
  private static final Color CROSSHAIR = Color.web("#5aa9f5", 0.9);
  private static final Font LETTER = Font.font(14);
  private static final Font SMALL = Font.font(12);
  private static final double PADDING = 10;
  private static final double HALF_CUBE = 20;
  private static final double ARM = 9;

  private final GraphicsContext g;
  private final double width;
  private final double height;

  DepthMarks(GraphicsContext g, double width, double height) {
    this.g = g;
    this.width = width;
    this.height = height;
  }

  /**
   * @param top above which nothing may stand, because the caption does
   */
  void paint(VolumeCamera camera, LpsPoint crosshair, double top) {
    double x = camera.column(crosshair, (int) width, (int) height) + 0.5;
    double y = camera.row(crosshair, (int) width, (int) height) + 0.5;
    g.setStroke(CROSSHAIR);
    g.setLineWidth(1);
    g.strokeLine(x - ARM, y, x + ARM, y);
    g.strokeLine(x, y - ARM, x, y + ARM);
    g.setTextBaseline(VPos.CENTER);
    g.setFont(LETTER);
    text(letters(camera.right().times(-1)), PADDING, height / 2, TextAlignment.LEFT);
    text(letters(camera.right()), width - PADDING, height / 2, TextAlignment.RIGHT);
    text(letters(camera.down().times(-1)), width / 2, top + PADDING + 6, TextAlignment.CENTER);
    text(letters(camera.down()), width / 2, height - PADDING - 6, TextAlignment.CENTER);
    cube(camera);
    scaleBar(camera);
  }

  private static String letters(LpsVector direction) {
    return SliceMarks.letters(direction);
  }

  void focus() {
    g.setStroke(CROSSHAIR);
    g.setLineWidth(2);
    g.strokeRect(1, 1, width - 2, height - 2);
  }

  private void cube(VolumeCamera camera) {
    double x = width - PADDING - 2 * HALF_CUBE;
    double y = height - PADDING - 2 * HALF_CUBE;
    for (OrientationCube.Face face : OrientationCube.faces(camera)) {
      double[] xs = new double[4];
      double[] ys = new double[4];
      for (int n = 0; n < 4; n++) {
        xs[n] = x + HALF_CUBE * face.xs()[n];
        ys[n] = y + HALF_CUBE * face.ys()[n];
      }
      g.setFill(Color.gray(0.12 + 0.2 * face.facing(), 0.9));
      g.fillPolygon(xs, ys, 4);
      g.setStroke(Color.gray(0.6));
      g.setLineWidth(1);
      g.strokePolygon(xs, ys, 4);
      if (face.facing() > 0.35) {
        g.setFont(face.facing() > 0.6 ? LETTER : SMALL);
        g.setFill(MARK);
        g.setTextAlign(TextAlignment.CENTER);
        g.fillText(face.letter(), x + HALF_CUBE * face.middleX(), y + HALF_CUBE * face.middleY());
      }
    }
  }

  private void scaleBar(VolumeCamera camera) {
    double mmPerUnit = camera.mmPerPixel((int) width, (int) height);
    double mm = SliceMarks.roundBelow(width * mmPerUnit / 4);
    double length = mm / mmPerUnit;
    double y = height - PADDING - 2;
    g.setFill(RIM);
    g.fillRect(PADDING - 1, y - 1, length + 2, 4);
    g.setFill(MARK);
    g.fillRect(PADDING, y, length, 2);
    g.setFont(SMALL);
    text("%.0f mm".formatted(mm), PADDING, y - 12, TextAlignment.LEFT);
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
