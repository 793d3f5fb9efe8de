package org.regista.viewers.volume;

import org.regista.geometry.LpsVector;

/** One ray after the other; the readable twin of {@code volume.frag}. One thread at a time. */
final class CpuRay {

  /** 0xRRGGBB behind everything. */
  static final int BACKGROUND = 0x000000;

  /** Opacity at which a ray ends. */
  static final double OPAQUE = 0.98;

  /** Opacity at which a ray has seen what it shows. */
  static final double SEEN = 0.5;

  /** Halvings of the step in which a surface lies. */
  static final int HALVINGS = 5;

  private final Rays rays;
  private final VolumeLook look;
  private final Light light;
  private final LayerRays[] layers;
  private final double[] weights;
  private int column;
  private int row;
  private double red;
  private double green;
  private double blue;
  private double alpha;
  private double seenAt;

  CpuRay(Rays rays, VolumeLook look, Light light, LayerRays fixed, LayerRays moving) {
    this.rays = rays;
    this.look = look;
    this.light = light;
    this.layers = new LayerRays[] {fixed, moving};
    this.weights = mipWeights(look);
  }

  /** Factors of the light of the two images in a MIP. */
  static double[] mipWeights(VolumeLook look) {
    return new double[] {
      look.fixed().opacity() * Math.min(1, 2 * (1 - look.blend())),
      look.moving().opacity() * Math.min(1, 2 * look.blend())
    };
  }

  /**
   * @param solidAt sample at which a solid ends the ray
   */
  void trace(int atColumn, int atRow, float solidAt, int solidRgb) {
    column = atColumn;
    row = atRow;
    red = 0;
    green = 0;
    blue = 0;
    alpha = 0;
    seenAt = Double.NaN;
    double first = Math.ceil(rays.first(column, row));
    double last = Math.min(Math.floor(rays.last(column, row)), Math.floor(solidAt));
    if (first <= last) {
      switch (look.mode()) {
        case MATTER -> matter((int) first, (int) last);
        case MIP -> mip((int) first, (int) last);
        case SURFACE -> surfaces((int) first, (int) last);
      }
    }
    if (solidAt < SolidRaster.NONE) {
      add(
          (solidRgb >> 16) / 255.0,
          (solidRgb >> 8 & 0xFF) / 255.0,
          (solidRgb & 0xFF) / 255.0,
          1,
          solidAt);
    }
  }

  /** The picture's pixel. */
  int argb() {
    return 0xFF000000
        | channel(red, BACKGROUND >> 16) << 16
        | channel(green, BACKGROUND >> 8 & 0xFF) << 8
        | channel(blue, BACKGROUND & 0xFF);
  }

  private int channel(double light01, int background) {
    return Math.clamp((int) (255 * light01 + (1 - alpha) * background + 0.5), 0, 255);
  }

  float depthMm() {
    return (float) (seenAt * rays.stepMm());
  }

  /** Adds light that comes from behind what the ray has passed. */
  private void add(double r, double g, double b, double opacity, double at) {
    double share = (1 - alpha) * opacity;
    red += share * r;
    green += share * g;
    blue += share * b;
    alpha += share;
    if (alpha >= SEEN && Double.isNaN(seenAt)) {
      seenAt = at;
    }
  }

  private int leap(int sample) {
    return Math.min(layers[0].leap(column, row, sample), layers[1].leap(column, row, sample));
  }

  /** Emission and absorption (Max 1995, doi:10.1109/2945.468400), front to back. */
  private void matter(int first, int last) {
    int sample = first;
    while (sample <= last && alpha < OPAQUE) {
      int leap = leap(sample);
      if (leap > 0) {
        sample += leap;
        continue;
      }
      double r = 0;
      double g = 0;
      double b = 0;
      double through = 1;
      double sum = 0;
      for (LayerRays layer : layers) {
        int entry = 4 * layer.entry(layer.shareAt(column, row, sample));
        double opacity = layer.table()[entry + 3];
        if (opacity > 0) {
          double matt = 1;
          double shine = 0;
          if (layer.isShaded()) {
            LpsVector rise = layer.gradient(column, row, sample);
            double steep = rise.lengthMm() * layer.scale();
            if (steep > 0) {
              LpsVector normal = rise.times(layer.scale() / steep);
              double asSurface = Math.min(1, steep / Light.STEEP);
              matt = 1 + asSurface * (light.matt(normal) - 1);
              shine = asSurface * light.shine(normal);
            }
          }
          r += opacity * Math.min(1, matt * layer.table()[entry] + shine);
          g += opacity * Math.min(1, matt * layer.table()[entry + 1] + shine);
          b += opacity * Math.min(1, matt * layer.table()[entry + 2] + shine);
          sum += opacity;
          through *= 1 - opacity;
        }
      }
      if (sum > 0) {
        add(r / sum, g / sum, b / sum, 1 - through, sample);
      }
      sample++;
    }
  }

  private void mip(int first, int last) {
    double[] most = {0, 0};
    double[] at = {Double.NaN, Double.NaN};
    int sample = first;
    while (sample <= last) {
      int leap = leap(sample);
      if (leap > 0) {
        sample += leap;
        continue;
      }
      for (int n = 0; n < 2; n++) {
        double fraction = layers[n].fraction(layers[n].shareAt(column, row, sample));
        if (fraction > most[n]) {
          most[n] = fraction;
          at[n] = sample;
        }
      }
      sample++;
    }
    for (int n = 0; n < 2; n++) {
      int entry = 4 * (int) (most[n] * (LayerRays.ENTRIES - 1) + 0.5);
      red += weights[n] * layers[n].table()[entry];
      green += weights[n] * layers[n].table()[entry + 1];
      blue += weights[n] * layers[n].table()[entry + 2];
    }
    alpha = weights[0] + weights[1] > 0 ? 1 : 0;
    seenAt = weights[1] * most[1] > weights[0] * most[0] ? at[1] : at[0];
  }

  private void surfaces(int first, int last) {
    boolean[] wanted = {look.fixed().opacity() > 0, look.moving().opacity() > 0};
    int sample = first;
    while (sample <= last && alpha < OPAQUE && (wanted[0] || wanted[1])) {
      int leap = leap(sample);
      if (leap > 0) {
        sample += leap;
        continue;
      }
      for (int n = 0; n < 2; n++) {
        LayerRays layer = layers[n];
        if (wanted[n] && layer.shareAt(column, row, sample) >= layer.surface()) {
          wanted[n] = false;
          surface(layer, sample, first);
        }
      }
      sample++;
    }
  }

  /** The surface between the sample before and this one; on a cut, this one, in its full colour. */
  private void surface(LayerRays layer, int sample, int first) {
    double outside = sample - 1;
    double inside = sample;
    boolean cut = sample == first || layer.shareAt(column, row, outside) >= layer.surface();
    for (int n = 0; n < HALVINGS && !cut; n++) {
      double middle = (outside + inside) / 2;
      if (layer.shareAt(column, row, middle) >= layer.surface()) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    double at = cut ? inside : (inside + outside) / 2;
    double matt = 1;
    double shine = 0;
    LpsVector rise = layer.gradient(column, row, at);
    double steep = rise.lengthMm();
    if (!cut && steep > 0) {
      matt = light.matt(rise.times(1 / steep));
      shine = light.shine(rise.times(1 / steep));
    }
    float[] table = layer.table();
    add(
        Math.min(1, matt * table[0] + shine),
        Math.min(1, matt * table[1] + shine),
        Math.min(1, matt * table[2] + shine),
        table[3],
        at);
  }
}
