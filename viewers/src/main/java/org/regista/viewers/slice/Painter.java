package org.regista.viewers.slice;

import java.util.Arrays;
import org.regista.viewers.state.ColourMap;

/**
 * Draws lines, boxes, letters and other pictures onto an array of pixels that is still being made.
 */
final class Painter {

  private final int width;
  private final int height;
  private final int[] argb;

  Painter(int width, int height, int[] argb) {
    this.width = width;
    this.height = height;
    this.argb = argb;
  }

  static Painter filled(int width, int height, int colour) {
    int[] argb = new int[Math.multiplyExact(width, height)];
    Arrays.fill(argb, colour);
    return new Painter(width, height, argb);
  }

  /** Ends the drawing. */
  PixelImage finish() {
    return new PixelImage(width, height, argb);
  }

  /**
   * Lays {@code colour} over one pixel, its alpha times {@code coverage}; outside nothing happens.
   */
  void blend(int column, int row, int colour, double coverage) {
    if (column >= 0 && column < width && row >= 0 && row < height) {
      int p = row * width + column;
      argb[p] = ColourMap.mix(argb[p], colour, coverage * (colour >>> 24) / 255);
    }
  }

  void box(int left, int top, int boxWidth, int boxHeight, int colour) {
    for (int row = top; row < top + boxHeight; row++) {
      for (int column = left; column < left + boxWidth; column++) {
        blend(column, row, colour, 1);
      }
    }
  }

  /** A line one pixel wide, smoothed across its lesser direction, without its last pixel. */
  void line(double x0, double y0, double x1, double y1, int colour) {
    double dx = x1 - x0;
    double dy = y1 - y0;
    boolean steep = Math.abs(dy) > Math.abs(dx);
    double length = Math.max(Math.abs(dx), Math.abs(dy));
    int steps = Math.max(1, (int) Math.round(length));
    for (int n = 0; n < steps; n++) {
      double x = x0 + dx * n / steps;
      double y = y0 + dy * n / steps;
      double lesser = steep ? x : y;
      int before = (int) Math.floor(lesser);
      double share = lesser - before;
      int main = (int) Math.round(steep ? y : x);
      dot(main, before, steep, colour, 1 - share);
      dot(main, before + 1, steep, colour, share);
    }
  }

  private void dot(int main, int lesser, boolean steep, int colour, double coverage) {
    blend(steep ? lesser : main, steep ? main : lesser, colour, coverage);
  }

  /** A circle one pixel wide. */
  void circle(double x, double y, double radius, int colour) {
    int pieces = Math.max(16, (int) (2 * Math.PI * radius / 3));
    for (int n = 0; n < pieces; n++) {
      double from = 2 * Math.PI * n / pieces;
      double to = 2 * Math.PI * (n + 1) / pieces;
      line(
          x + radius * Math.cos(from),
          y + radius * Math.sin(from),
          x + radius * Math.cos(to),
          y + radius * Math.sin(to),
          colour);
    }
  }

  void picture(int left, int top, PixelImage picture) {
    for (int row = 0; row < picture.height(); row++) {
      System.arraycopy(
          picture.argb(), row * picture.width(), argb, (top + row) * width + left, picture.width());
    }
  }

  /** Writes {@code text} with its top left corner at the given pixel. */
  void text(int left, int top, String text, int colour) {
    Glyphs glyphs = Glyphs.get();
    int x = left;
    for (int codePoint : text.codePoints().toArray()) {
      Glyphs.Glyph glyph = glyphs.of(codePoint);
      for (int row = 0; row < glyphs.height(); row++) {
        for (int column = 0; column < glyph.advance(); column++) {
          blend(x + column, top + row, colour, glyph.coverage(column, row));
        }
      }
      x += glyph.advance();
    }
  }

  /** Writes {@code text} with a thin dark rim, legible on any picture. */
  void rimmedText(int left, int top, String text, int colour) {
    for (int n = 0; n < 9; n++) {
      text(left + n % 3 - 1, top + n / 3 - 1, text, 0xB0000000);
    }
    text(left, top, text, colour);
  }
}
