package org.regista.viewers.slice;

import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.viewers.state.Camera;
import org.regista.viewers.state.Plane;

/**
 * Where the pixels of one picture lie in the patient. Pixels are square in mm, whatever the voxels
 * are; integer coordinates are pixel centres, column 0 and row 0 at the top left.
 *
 * @param centre the place in the middle of the picture, on the slice
 */
public record SliceFrame(
    Plane.Axes axes, LpsPoint centre, double mmPerPixel, int width, int height) {

  public SliceFrame {
    if (width < 1 || height < 1 || !(mmPerPixel > 0)) {
      throw new IllegalArgumentException(
          "a picture of %dx%d pixels of %g mm".formatted(width, height, mmPerPixel));
    }
  }

  /**
   * The slice through the crosshair; at zoom 1 the whole of {@code grid} just fits, as long as the
   * planes are not tilted.
   */
  public static SliceFrame of(
      Camera camera, GridGeometry grid, Plane plane, int width, int height) {
    LpsBox box = LpsBox.of(grid);
    double fitMm =
        Math.max(
            box.extentMm(plane.axes().right()) / width, box.extentMm(plane.axes().down()) / height);
    Plane.Axes axes = camera.axes(plane);
    LpsPoint centre = axes.project(camera.centre(), camera.crosshair());
    return new SliceFrame(axes, centre, fitMm / camera.zoom(), width, height);
  }

  public LpsPoint toLps(double column, double row) {
    double right = (column - (width - 1) / 2.0) * mmPerPixel;
    double down = (row - (height - 1) / 2.0) * mmPerPixel;
    return centre.plus(axes.right().times(right)).plus(axes.down().times(down));
  }

  /** Column of {@code p}, or of its projection onto the slice. */
  public double column(LpsPoint p) {
    return p.minus(centre).dot(axes.right()) / mmPerPixel + (width - 1) / 2.0;
  }

  /** Row of {@code p}, or of its projection onto the slice. */
  public double row(LpsPoint p) {
    return p.minus(centre).dot(axes.down()) / mmPerPixel + (height - 1) / 2.0;
  }

  /**
   * The same part of the patient in {@code 1 / factor} of the pixels along each edge, at least one.
   */
  public SliceFrame coarser(int factor) {
    return new SliceFrame(
        axes,
        centre,
        mmPerPixel * factor,
        Math.ceilDiv(width, factor),
        Math.ceilDiv(height, factor));
  }

  /** Displacement of one pixel to the right. */
  LpsVector stepRight() {
    return axes.right().times(mmPerPixel);
  }
}
