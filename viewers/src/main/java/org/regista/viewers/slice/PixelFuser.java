package org.regista.viewers.slice;

import org.regista.viewers.state.ColourMap;
import org.regista.viewers.state.Fusion;
import org.regista.viewers.state.Layer;
import org.regista.viewers.state.ViewState;

/** One pixel from one fixed and one moving intensity; NaN stands for "outside the volume". */
final class PixelFuser {

  /** Where neither volume is. */
  static final int NOTHING = 0xFF000000;

  private final Layer fixedLayer;
  private final Layer movingLayer;
  private final Fusion fusion;

  PixelFuser(ViewState state) {
    this.fixedLayer = state.fixed();
    this.movingLayer = state.moving();
    this.fusion = state.fusion();
  }

  /**
   * @param movingTile whether the pixel lies on a moving tile of the checkerboard
   */
  int argb(float fixed, float moving, boolean movingTile) {
    return switch (fusion.mode()) {
      case BLEND -> blend(fixed, moving);
      case CHECKERBOARD -> movingTile ? one(movingLayer, moving) : one(fixedLayer, fixed);
      case DIFFERENCE -> difference(fixed, moving);
      case CONTRAST -> contrast(fixed, moving);
      case FIXED_ONLY -> one(fixedLayer, fixed);
      case MOVING_ONLY -> one(movingLayer, moving);
    };
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

  private static int level(Layer layer, float intensity) {
    return Float.isNaN(intensity) ? 0 : (int) (layer.window().fraction(intensity) * 255 + 0.5);
  }
}
