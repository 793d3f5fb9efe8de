package org.regista.viewers.volume;

import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsVector;
import org.regista.viewers.state.IntensityWindow;
import org.regista.viewers.volume.VolumeLook.LayerLook;
import org.regista.viewers.volume.VolumeLook.Mode;

/**
 * One layer of one picture, as numbers that both renderers read: how shares become entries of a
 * table of colours, and how far a ray may leap.
 */
final class LayerRays {

  /** Entries of the table. */
  static final int ENTRIES = 1024;

  private static final int FARTHEST = 255;

  /** How far a sample may stand from the next block, for rounding. */
  private static final double SAFE = 0.999;

  private final RayLayer layer;
  private final Rays.Index index;
  private final double scale;
  private final double offset;
  private final float[] table;
  private final byte[] leaps;
  private final double samplesPerBlock;
  private final double surface;
  private final boolean shaded;
  private final AffineMap lpsToIndex;

  LayerRays(RayLayer layer, LayerLook look, Mode mode, Rays rays) {
    this.layer = layer;
    this.lpsToIndex = layer.lpsToIndex();
    this.index = rays.index(lpsToIndex);
    this.surface = layer.share(look.surface());
    this.shaded = mode == Mode.SURFACE || look.matter().shaded();
    IntensityWindow domain = domain(layer, look, mode);
    double span = layer.share(domain.upper()) - layer.share(domain.lower());
    this.scale = 1 / span;
    this.offset = -layer.share(domain.lower()) / span;
    this.table = table(look, mode, domain, rays.stepMm());
    this.samplesPerBlock = SAFE * RayLayer.BLOCK / Math.max(index.fastest(), 1e-6);
    this.leaps = leaps(look, mode);
  }

  private static IntensityWindow domain(RayLayer layer, LayerLook look, Mode mode) {
    return switch (mode) {
      case MATTER, MIP -> new IntensityWindow(look.matter().lowest(), look.matter().highest());
      case SURFACE -> new IntensityWindow(layer.value(0), layer.value(1));
    };
  }

  /** Red, green, blue and opacity of one step, for each share of the domain. */
  private static float[] table(LayerLook look, Mode mode, IntensityWindow domain, double stepMm) {
    float[] table = new float[4 * ENTRIES];
    TransferFunction matter = look.matter();
    for (int n = 0; n < ENTRIES; n++) {
      double share = (double) n / (ENTRIES - 1);
      double value =
          mode == Mode.SURFACE ? look.surface() : domain.lower() + share * domain.width();
      int argb = look.colours().argb(share);
      for (int channel = 0; channel < 3; channel++) {
        int shift = 16 - 8 * channel;
        double colour =
            mode == Mode.MIP ? (argb >> shift & 0xFF) / 255.0 : matter.channel(value, shift);
        table[4 * n + channel] = (float) colour;
      }
      table[4 * n + 3] =
          (float)
              switch (mode) {
                case MATTER -> 1 - Math.exp(-look.opacity() * matter.perMm(value) * stepMm);
                case MIP -> look.opacity() * share;
                case SURFACE -> look.opacity();
              };
    }
    return table;
  }

  private byte[] leaps(LayerLook look, Mode mode) {
    GridSize blocks = layer.blocks();
    byte[] distance = new byte[(int) blocks.voxelCount()];
    int[] opaqueBefore = new int[ENTRIES + 1];
    for (int n = 0; n < ENTRIES; n++) {
      opaqueBefore[n + 1] = opaqueBefore[n] + (table[4 * n + 3] > 0 ? 1 : 0);
    }
    for (int b = 0; b < distance.length; b++) {
      boolean seen =
          mode == Mode.SURFACE
              ? look.opacity() > 0 && layer.highestOf(b) >= surface
              : opaqueBefore[entry(layer.highestOf(b)) + 1]
                  > opaqueBefore[Math.max(entry(layer.lowestOf(b)) - 1, 0)];
      distance[b] = (byte) (seen ? 0 : FARTHEST);
    }
    new BlockDistances(blocks, distance).spread();
    return distance;
  }

  /** Place in the table of a share of the whole range. */
  int entry(double share) {
    return (int) (Math.clamp(share * scale + offset, 0, 1) * (ENTRIES - 1) + 0.5);
  }

  /** Place in the domain, 0 to 1. */
  double fraction(double share) {
    return Math.clamp(share * scale + offset, 0, 1);
  }

  double shareAt(double c, double r, double n) {
    return layer.at(index.i().at(c, r, n), index.j().at(c, r, n), index.k().at(c, r, n));
  }

  /** How many samples further something may be seen: 0 here, else at least 1. */
  int leap(double c, double r, double n) {
    GridSize blocks = layer.blocks();
    int bi = block(index.i().at(c, r, n), blocks.ni());
    int bj = block(index.j().at(c, r, n), blocks.nj());
    int bk = block(index.k().at(c, r, n), blocks.nk());
    int distance = leaps[(bk * blocks.nj() + bj) * blocks.ni() + bi] & FARTHEST;
    return distance == 0 ? 0 : Math.max(1, (int) ((distance - 1) * samplesPerBlock));
  }

  private static int block(double index, int count) {
    return Math.clamp((int) Math.floor((index + 0.5) / RayLayer.BLOCK), 0, count - 1);
  }

  /** Steepest rise of the share around a sample, LPS per mm: central differences over a voxel. */
  LpsVector gradient(double c, double r, double n) {
    double i = index.i().at(c, r, n);
    double j = index.j().at(c, r, n);
    double k = index.k().at(c, r, n);
    double gi = layer.at(i + 1, j, k) - layer.at(i - 1, j, k);
    double gj = layer.at(i, j + 1, k) - layer.at(i, j - 1, k);
    double gk = layer.at(i, j, k + 1) - layer.at(i, j, k - 1);
    AffineMap m = lpsToIndex;
    return new LpsVector(
        m.m00() * gi + m.m10() * gj + m.m20() * gk,
        m.m01() * gi + m.m11() * gj + m.m21() * gk,
        m.m02() * gi + m.m12() * gj + m.m22() * gk);
  }

  RayLayer layer() {
    return layer;
  }

  Rays.Index index() {
    return index;
  }

  AffineMap lpsToIndex() {
    return lpsToIndex;
  }

  double scale() {
    return scale;
  }

  double offset() {
    return offset;
  }

  /** Red, green, blue, opacity; borrowed for reading. */
  float[] table() {
    return table;
  }

  /** Blocks to the next one in which something may be seen; borrowed for reading. */
  byte[] leaps() {
    return leaps;
  }

  double samplesPerBlock() {
    return samplesPerBlock;
  }

  /** Share of the surface. */
  double surface() {
    return surface;
  }

  boolean isShaded() {
    return shaded;
  }
}
