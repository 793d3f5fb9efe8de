package org.regista.viewers.slice;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.parallel.Workers;
import org.regista.transform.PointRow;
import org.regista.viewers.state.FusionMode;
import org.regista.viewers.state.ViewState;

/**
 * Draws one slice: a pure function of its arguments, the same to the bit for any number of threads.
 * The moving volume is interpolated once, trilinearly, from its own voxels at the place that the
 * transform gives for each pixel.
 */
public final class SliceRenderer {

  private final int threads;

  /**
   * @param threads that share the rows of a picture
   */
  public SliceRenderer(int threads) {
    this.threads = threads;
  }

  /**
   * @param frame which slice, at which size: see {@link SliceFrame#of}
   * @param abandoned asked before each row, by several threads
   * @throws CancellationException if {@code abandoned} says so midway
   */
  public PixelImage render(
      ViewState state, Scene scene, SliceFrame frame, BooleanSupplier abandoned) {
    int[] argb = new int[Math.multiplyExact(frame.width(), frame.height())];
    RowRenderer rows = new RowRenderer(state, scene, frame, new PixelFuser(state), argb);
    Workers.forEach(
        frame.height(),
        threads,
        row -> {
          if (abandoned.getAsBoolean()) {
            throw new CancellationException("the picture is no longer wanted");
          }
          rows.draw(row);
        });
    if (state.deformation() == ViewState.Deformation.GRID) {
      new DeformationLattice(scene, frame).draw(new Painter(frame.width(), frame.height(), argb));
    }
    return new PixelImage(frame.width(), frame.height(), argb);
  }

  /** What all rows of one picture share. */
  private record RowRenderer(
      ViewState state, Scene scene, SliceFrame frame, PixelFuser fuser, int[] argb) {

    void draw(int row) {
      int width = frame.width();
      float[] fixedValues = new float[width];
      float[] movingValues = new float[width];
      LpsPoint start = frame.toLps(0, row);
      sample(start, fixedValues, movingValues);
      double tileMm = state.fusion().tileMm();
      long tileRow = (long) Math.floor(along(start, frame.plane().down()) / tileMm);
      double right = along(start, frame.plane().right());
      for (int column = 0; column < width; column++) {
        long tileColumn = (long) Math.floor((right + column * frame.mmPerPixel()) / tileMm);
        boolean movingTile = (tileRow + tileColumn & 1) == 1;
        argb[row * width + column] =
            fuser.argb(fixedValues[column], movingValues[column], movingTile);
      }
    }

    private void sample(LpsPoint start, float[] fixedValues, float[] movingValues) {
      FusionMode mode = state.fusion().mode();
      PointRow points = new PointRow(frame.width());
      points.place(start, frame.stepRight());
      if (mode == FusionMode.MOVING_ONLY) {
        Arrays.fill(fixedValues, Float.NaN);
      } else {
        points.sample(scene.fixed(), fixedValues);
      }
      if (mode == FusionMode.FIXED_ONLY) {
        Arrays.fill(movingValues, Float.NaN);
      } else {
        points.map(scene.fixedToMoving());
        points.sample(scene.moving(), movingValues);
      }
    }

    private static double along(LpsPoint p, LpsVector axis) {
      return p.x() * axis.x() + p.y() * axis.y() + p.z() * axis.z();
    }
  }
}
