package org.regista.app.studies;

import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsVector;
import org.regista.image.Volume;
import org.regista.viewers.slice.InitialView;
import org.regista.viewers.slice.PixelImage;
import org.regista.viewers.state.ColourMap;
import org.regista.viewers.state.IntensityWindow;
import org.regista.viewers.state.Layer;
import org.regista.viewers.state.Plane;

/**
 * The middle slice of a volume, as it is stored but turned as the large pictures are: the patient's
 * right on the left of the picture, anterior or superior on top; true to scale, in grey.
 */
final class Thumbnail {

  /** The longer edge, in pixels. */
  static final int EDGE = 64;

  private static final int SAMPLES = 3;

  private final Volume volume;
  private final Axis across;
  private final Axis down;

  private Thumbnail(Volume volume, Axis across, Axis down) {
    this.volume = volume;
    this.across = across;
    this.down = down;
  }

  /** An axis of the grid along an edge of the picture, from its end if it is reversed. */
  private record Axis(int axis, boolean reversed, int count, double mm) {

    static Axis of(GridGeometry grid, int axis, LpsVector along) {
      GridSize size = grid.size();
      int count = axis == 0 ? size.ni() : size.nj();
      boolean reversed = grid.direction(axis).dot(along) < 0;
      return new Axis(axis, reversed, count, count * grid.spacingMm(axis));
    }

    int index(double share) {
      int n = Math.min((int) (share * count), count - 1);
      return reversed ? count - 1 - n : n;
    }
  }

  static PixelImage of(Volume volume) {
    GridGeometry grid = volume.grid();
    Plane.Axes axes = plane(grid).axes();
    boolean upright =
        Math.abs(grid.direction(0).dot(axes.right()))
            >= Math.abs(grid.direction(1).dot(axes.right()));
    Axis across = Axis.of(grid, upright ? 0 : 1, axes.right());
    Axis down = Axis.of(grid, upright ? 1 : 0, axes.down());
    return new Thumbnail(volume, across, down).draw();
  }

  /** The plane that the stored slices lie in most nearly. */
  private static Plane plane(GridGeometry grid) {
    LpsVector normal = grid.direction(0).cross(grid.direction(1));
    Plane best = Plane.AXIAL;
    for (Plane plane : Plane.values()) {
      if (Math.abs(plane.axes().normal().dot(normal))
          > Math.abs(best.axes().normal().dot(normal))) {
        best = plane;
      }
    }
    return best;
  }

  private PixelImage draw() {
    double mmPerPixel = Math.max(across.mm(), down.mm()) / EDGE;
    int width = Math.clamp(Math.round(across.mm() / mmPerPixel), 1, EDGE);
    int height = Math.clamp(Math.round(down.mm() / mmPerPixel), 1, EDGE);
    IntensityWindow window = InitialView.window(volume);
    Layer grey = new Layer(window, ColourMap.GREY);
    int[] argb = new int[width * height];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        argb[row * width + column] = grey.argb(mean(column, row, width, height));
      }
    }
    return new PixelImage(width, height, argb);
  }

  private double mean(int column, int row, int width, int height) {
    double sum = 0;
    for (int v = 0; v < SAMPLES; v++) {
      for (int u = 0; u < SAMPLES; u++) {
        double x = (column + (u + 0.5) / SAMPLES) / width;
        double y = (row + (v + 0.5) / SAMPLES) / height;
        sum += at(across.index(x), down.index(y));
      }
    }
    return sum / (SAMPLES * SAMPLES);
  }

  private double at(int onAcross, int onDown) {
    int i = across.axis() == 0 ? onAcross : onDown;
    int j = across.axis() == 0 ? onDown : onAcross;
    return volume.at(i, j, volume.size().nk() / 2);
  }
}
