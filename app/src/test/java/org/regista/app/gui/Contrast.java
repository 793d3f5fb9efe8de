package org.regista.app.gui;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.text.Text;

/**
 * Contrast of text with what lies below it: WCAG 2.2, "contrast ratio" and "relative luminance".
 */
public final class Contrast {

  private Contrast() {}

  /**
   * The least contrast of {@code text} over what it may stand on; over a picture that is both black
   * and white.
   */
  public static double of(Text text) {
    Color ink = solid(text.getFill());
    return List.of(Color.BLACK, Color.WHITE).stream()
        .mapToDouble(picture -> ratio(ink, below(text, picture)))
        .min()
        .orElseThrow();
  }

  private static Color below(Node node, Color picture) {
    Color over = Color.TRANSPARENT;
    for (Parent p = node.getParent(); p != null && over.getOpacity() < 1; p = p.getParent()) {
      if (p.getStyleClass().contains("slice")) {
        return lay(over, picture);
      }
      if (p instanceof Region region && region.getBackground() != null) {
        over = lay(over, fill(region.getBackground()));
      }
    }
    return lay(over, Color.BLACK);
  }

  /** What a background shows in its middle. */
  private static Color fill(Background background) {
    Color seen = Color.TRANSPARENT;
    for (BackgroundFill fill : background.getFills()) {
      seen = lay(solid(fill.getFill()), seen);
    }
    return seen;
  }

  private static Color solid(Paint paint) {
    return paint instanceof Color color ? color : Color.TRANSPARENT;
  }

  /** {@code above} over {@code under}. */
  public static Color lay(Color above, Color under) {
    double a = above.getOpacity();
    double rest = under.getOpacity() * (1 - a);
    double sum = a + rest;
    if (sum == 0) {
      return Color.TRANSPARENT;
    }
    return new Color(
        (above.getRed() * a + under.getRed() * rest) / sum,
        (above.getGreen() * a + under.getGreen() * rest) / sum,
        (above.getBlue() * a + under.getBlue() * rest) / sum,
        Math.min(1, sum));
  }

  public static double ratio(Color a, Color b) {
    double la = luminance(a);
    double lb = luminance(b);
    return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
  }

  private static double luminance(Color c) {
    return 0.2126 * linear(c.getRed())
        + 0.7152 * linear(c.getGreen())
        + 0.0722 * linear(c.getBlue());
  }

  private static double linear(double level) {
    return level <= 0.04045 ? level / 12.92 : Math.pow((level + 0.055) / 1.055, 2.4);
  }
}
