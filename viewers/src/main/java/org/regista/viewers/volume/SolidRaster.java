package org.regista.viewers.volume;

import java.util.Arrays;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;

/** Surfaces and lines as pixels, each with the sample at which its ray meets it. */
final class SolidRaster {

  /** Where there is none. */
  static final float NONE = Float.MAX_VALUE;

  private static final double LINE_PIXELS = 2;

  private final Rays rays;
  private final Light light;
  private final float[] sample;
  private final int[] rgb;

  SolidRaster(SolidModel model, Rays rays, Light light) {
    this.rays = rays;
    this.light = light;
    sample = new float[rays.width() * rays.height()];
    rgb = new int[sample.length];
    Arrays.fill(sample, NONE);
    model.surfaces().forEach(this::draw);
    model.lines().forEach(this::draw);
  }

  private void draw(SolidModel.Surface surface) {
    for (int t = 0; t + 2 < surface.triangles().length; t += 3) {
      LpsPoint a = corner(surface, t);
      LpsPoint b = corner(surface, t + 1);
      LpsPoint c = corner(surface, t + 2);
      LpsVector normal = b.minus(a).cross(c.minus(a));
      double area = normal.lengthMm();
      if (area > 0) {
        int lit = lit(surface.rgb(), normal.times(1 / area));
        fill(rays.toRays(a), rays.toRays(b), rays.toRays(c), lit);
      }
    }
  }

  private static LpsPoint corner(SolidModel.Surface surface, int n) {
    int at = 3 * surface.triangles()[n];
    float[] mm = surface.cornersMm();
    return new LpsPoint(mm[at], mm[at + 1], mm[at + 2]);
  }

  private int lit(int colour, LpsVector normal) {
    double matt = light.matt(normal);
    double shine = 255 * light.shine(normal);
    int result = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      double channel = (colour >> shift & 0xFF) * matt + shine;
      result = result << 8 | Math.clamp((int) (channel + 0.5), 0, 255);
    }
    return result;
  }

  /** The pixels whose centres lie in a triangle of (column, row, sample). */
  private void fill(double[] a, double[] b, double[] c, int colour) {
    double area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    if (area == 0) {
      return;
    }
    int left = (int) Math.max(0, Math.ceil(Math.min(a[0], Math.min(b[0], c[0]))));
    int right = (int) Math.min(rays.width() - 1, Math.floor(Math.max(a[0], Math.max(b[0], c[0]))));
    int top = (int) Math.max(0, Math.ceil(Math.min(a[1], Math.min(b[1], c[1]))));
    int bottom =
        (int) Math.min(rays.height() - 1, Math.floor(Math.max(a[1], Math.max(b[1], c[1]))));
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        double toB = ((column - a[0]) * (c[1] - a[1]) - (row - a[1]) * (c[0] - a[0])) / area;
        double toC = ((b[0] - a[0]) * (row - a[1]) - (b[1] - a[1]) * (column - a[0])) / area;
        if (toB >= 0 && toC >= 0 && toB + toC <= 1) {
          put(column, row, a[2] + toB * (b[2] - a[2]) + toC * (c[2] - a[2]), colour);
        }
      }
    }
  }

  private void draw(SolidModel.Line line) {
    double[] a = rays.toRays(line.from());
    double[] b = rays.toRays(line.to());
    int steps = (int) Math.max(1, 2 * Math.max(Math.abs(b[0] - a[0]), Math.abs(b[1] - a[1])));
    for (int n = 0; n <= steps; n++) {
      double share = (double) n / steps;
      double column = a[0] + share * (b[0] - a[0]);
      double row = a[1] + share * (b[1] - a[1]);
      dot(column, row, a[2] + share * (b[2] - a[2]), line.rgb());
    }
  }

  private void dot(double column, double row, double at, int colour) {
    double radius = LINE_PIXELS / 2;
    for (int r = (int) Math.ceil(row - radius); r <= row + radius; r++) {
      for (int c = (int) Math.ceil(column - radius); c <= column + radius; c++) {
        if (c >= 0 && r >= 0 && c < rays.width() && r < rays.height()) {
          put(c, r, at, colour);
        }
      }
    }
  }

  private void put(int column, int row, double at, int colour) {
    int p = row * rays.width() + column;
    if (at < sample[p] && rays.shows(column, row, at)) {
      sample[p] = (float) at;
      rgb[p] = colour;
    }
  }

  /** [height][width], {@link #NONE} where there is nothing; borrowed for reading. */
  float[] sample() {
    return sample;
  }

  /** [height][width], 0xRRGGBB; borrowed for reading. */
  int[] rgb() {
    return rgb;
  }
}
