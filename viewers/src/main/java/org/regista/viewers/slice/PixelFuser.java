package org.regista.viewers.slice;

import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.viewers.state.ColourMap;
import org.regista.viewers.state.Fusion;
import org.regista.viewers.state.Layer;
import org.regista.viewers.state.ViewState;

/** Pixels from fixed and moving intensities; NaN stands for "outside the volume". */
final class PixelFuser {

  /** Where neither volume is. */
  static final int NOTHING = 0xFF000000;

  private static final int BORDER = 0xC0FFFFFF;

  private final Layer fixedLayer;
  private final Layer movingLayer;
  private final Fusion fusion;
  private final SliceFrame frame;

  PixelFuser(ViewState state, SliceFrame frame) {
    this.fixedLayer = state.fixed();
    this.movingLayer = state.moving();
    this.fusion = state.fusion();
    this.frame = frame;
  }

  /** Writes one row of {@code argb}. */
  void fuse(int row, SliceSamples samples, int[] argb) {
    int first = row * frame.width();
    Sides sides = new Sides(row);
    for (int column = 0; column < frame.width(); column++) {
      int pixel = first + column;
      argb[pixel] = argb(samples.fixed(pixel), samples.moving(pixel), sides, column);
    }
  }

  private int argb(float fixed, float moving, Sides sides, int column) {
    return switch (fusion.mode()) {
      case BLEND -> blend(fixed, moving);
      case CHECKERBOARD -> either(fixed, moving, sides.isMovingTile(column));
      case SWIPE -> either(fixed, moving, column > frame.column(fusion.focus()));
      case SPYGLASS -> either(fixed, moving, sides.isInLens(column));
      case DIFFERENCE -> difference(fixed, moving);
      case CONTRAST -> contrast(fixed, moving);
      case SAFE_CONTRAST -> safeContrast(fixed, moving);
      case EDGES, FLICKER, FIXED_ONLY -> one(fixedLayer, fixed);
      case MOVING_ONLY -> one(movingLayer, moving);
    };
  }

  /** On which side of the border a pixel of one row lies, where the images share the picture. */
  private final class Sides {

    private final double right;
    private final long tileRow;
    private final double focusColumn = frame.column(fusion.focus());
    private final double rowsFromFocus;

    Sides(int row) {
      LpsPoint start = frame.toLps(0, row);
      right = along(start, frame.axes().right());
      tileRow = (long) Math.floor(along(start, frame.axes().down()) / fusion.tileMm());
      rowsFromFocus = row - frame.row(fusion.focus());
    }

    boolean isMovingTile(int column) {
      long tile = (long) Math.floor((right + column * frame.mmPerPixel()) / fusion.tileMm());
      return (tileRow + tile & 1) == 1;
    }

    boolean isInLens(int column) {
      return Math.hypot(column - focusColumn, rowsFromFocus) < lensPixels();
    }
  }

  private double lensPixels() {
    return fusion.lensMm() / frame.mmPerPixel();
  }

  private static double along(LpsPoint p, LpsVector axis) {
    return p.x() * axis.x() + p.y() * axis.y() + p.z() * axis.z();
  }

  /** The line between the images where it would not be seen by itself. */
  void drawBorder(Painter painter) {
    double column = frame.column(fusion.focus());
    double row = frame.row(fusion.focus());
    switch (fusion.mode()) {
      case SWIPE -> painter.line(column, 0, column, frame.height(), BORDER);
      case SPYGLASS -> painter.circle(column, row, lensPixels(), BORDER);
      default -> {}
    }
  }

  private int either(float fixed, float moving, boolean isMoving) {
    return isMoving ? one(movingLayer, moving) : one(fixedLayer, fixed);
  }

  private static int one(Layer layer, float intensity) {
    return Float.isNaN(intensity) ? NOTHING : layer.argb(intensity);
  }

  /**
   * The moving layer lies over the fixed one; where it has nothing, the fixed one shows in full.
   */
  private int blend(float fixed, float moving) {
    int below = one(fixedLayer, fixed);
    return Float.isNaN(moving)
        ? below
        : ColourMap.mix(below, movingLayer.argb(moving), fusion.blend());
  }

  private int difference(float fixed, float moving) {
    if (Float.isNaN(fixed) || Float.isNaN(moving)) {
      return NOTHING;
    }
    double d = movingLayer.window().fraction(moving) - fixedLayer.window().fraction(fixed);
    return ColourMap.GREY.argb((1 + d) / 2);
  }

  private int contrast(float fixed, float moving) {
    int red = level(fixedLayer, fixed);
    int cyan = level(movingLayer, moving);
    return 0xFF000000 | red << 16 | cyan << 8 | cyan;
  }

  /** Orange and blue add up to the same grey as red and cyan do. */
  private int safeContrast(float fixed, float moving) {
    int orange = level(fixedLayer, fixed);
    int blue = level(movingLayer, moving);
    int both = (orange + blue + 1) / 2;
    return 0xFF000000 | orange << 16 | both << 8 | blue;
  }

  private static int level(Layer layer, float intensity) {
    return Float.isNaN(intensity) ? 0 : (int) (layer.window().fraction(intensity) * 255 + 0.5);
  }
}
