package org.regista.viewers.slice;

import org.regista.geometry.GridGeometry;
import org.regista.image.Volume;
import org.regista.viewers.state.Layer;

/**
 * Lines where the windowed moving image changes most: places whose gradient is the largest along
 * its own direction (Canny 1986, doi:10.1109/TPAMI.1986.4767851, section IV). Ours differentiates
 * over half a voxel of the moving volume to each side, so that zooming in adds no edges, and fades
 * lines out instead of tracing them.
 */
final class MovingEdges {

  /** Share of the window per voxel of an edge that is drawn in full, and of one that is not. */
  private static final double STRONG = 0.15;

  private static final double WEAK = 0.05;
  private static final int COLOUR = 0xFF4DF0A0;

  private final Layer layer;
  private final SliceSamples samples;
  private final SliceFrame frame;
  private final int reach;
  private final double perVoxel;

  MovingEdges(Layer layer, Volume moving, SliceSamples samples, SliceFrame frame) {
    this.layer = layer;
    this.samples = samples;
    this.frame = frame;
    GridGeometry grid = moving.grid();
    double voxelMm = Math.min(grid.spacingMm(0), Math.min(grid.spacingMm(1), grid.spacingMm(2)));
    this.reach = Math.max(1, (int) Math.round(voxelMm / (2 * frame.mmPerPixel())));
    this.perVoxel = voxelMm / (2 * reach * frame.mmPerPixel());
  }

  /** Draws the edges of one row; rows may be drawn by several threads. */
  void draw(int row, Painter painter) {
    for (int column = 0; column < frame.width(); column++) {
      double dx = across(column, row);
      double dy = down(column, row);
      double strength = Math.hypot(dx, dy);
      double share = (strength - WEAK) / (STRONG - WEAK);
      if (share > 0 && isRidge(column, row, dx / strength, dy / strength, strength)) {
        painter.blend(column, row, COLOUR, Math.min(share, 1));
      }
    }
  }

  /** Whether no gradient is larger one step ahead or back along a unit direction. */
  private boolean isRidge(int column, int row, double dx, double dy, double strength) {
    int sx = (int) Math.round(dx);
    int sy = (int) Math.round(dy);
    return strength >= strength(column + sx, row + sy)
        && strength > strength(column - sx, row - sy);
  }

  private double strength(int column, int row) {
    return Math.hypot(across(column, row), down(column, row));
  }

  private double across(int column, int row) {
    return (at(column + reach, row) - at(column - reach, row)) * perVoxel;
  }

  private double down(int column, int row) {
    return (at(column, row + reach) - at(column, row - reach)) * perVoxel;
  }

  /** Brightness in the window, 0 to 1; 0 outside the volume. */
  private double at(int column, int row) {
    int c = Math.clamp(column, 0, frame.width() - 1);
    int r = Math.clamp(row, 0, frame.height() - 1);
    float value = samples.moving(r * frame.width() + c);
    return Float.isNaN(value) ? 0 : layer.window().fraction(value);
  }
}
