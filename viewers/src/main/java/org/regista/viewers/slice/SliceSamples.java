package org.regista.viewers.slice;

import java.util.Arrays;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.transform.PointRow;
import org.regista.viewers.state.Camera;
import org.regista.viewers.state.FusionMode;
import org.regista.viewers.state.ViewState;

/**
 * Fixed and moving intensities of all pixels of one slice, [height][width], NaN outside; of a slab,
 * the summary of samples across it, no farther apart than the voxels of the fixed volume.
 */
final class SliceSamples {

  private static final int MOST_LAYERS = 64;

  private final Scene scene;
  private final SliceFrame frame;
  private final FusionMode mode;
  private final Camera.Slab slab;
  private final int layers;
  private final float[] fixed;
  private final float[] moving;

  SliceSamples(ViewState state, Scene scene, SliceFrame frame) {
    this.scene = scene;
    this.frame = frame;
    this.mode = state.fusion().mode();
    this.slab = state.camera().slab();
    this.layers = layers(slab, scene.fixed().grid());
    this.fixed = new float[Math.multiplyExact(frame.width(), frame.height())];
    this.moving = new float[fixed.length];
  }

  private static int layers(Camera.Slab slab, GridGeometry grid) {
    double finestMm = Math.min(grid.spacingMm(0), Math.min(grid.spacingMm(1), grid.spacingMm(2)));
    return slab.isThin()
        ? 1
        : Math.clamp((long) Math.ceil(slab.thicknessMm() / finestMm) + 1, 2, MOST_LAYERS);
  }

  float fixed(int pixel) {
    return fixed[pixel];
  }

  float moving(int pixel) {
    return moving[pixel];
  }

  /** Samples one row; rows may be filled by several threads. */
  void fill(int row) {
    if (layers == 1) {
      float[] fixedRow = new float[frame.width()];
      float[] movingRow = new float[frame.width()];
      sample(frame.toLps(0, row), fixedRow, movingRow);
      System.arraycopy(fixedRow, 0, fixed, row * frame.width(), frame.width());
      System.arraycopy(movingRow, 0, moving, row * frame.width(), frame.width());
    } else {
      fillSlab(row);
    }
  }

  private void fillSlab(int row) {
    Summed fixedSum = new Summed(slab.summary(), frame.width());
    Summed movingSum = new Summed(slab.summary(), frame.width());
    float[] fixedRow = new float[frame.width()];
    float[] movingRow = new float[frame.width()];
    LpsVector across = frame.axes().normal();
    for (int layer = 0; layer < layers; layer++) {
      double offsetMm = slab.thicknessMm() * (layer / (layers - 1.0) - 0.5);
      sample(frame.toLps(0, row).plus(across.times(offsetMm)), fixedRow, movingRow);
      fixedSum.add(fixedRow);
      movingSum.add(movingRow);
    }
    fixedSum.finish(fixed, row * frame.width());
    movingSum.finish(moving, row * frame.width());
  }

  private void sample(LpsPoint start, float[] fixedRow, float[] movingRow) {
    PointRow points = new PointRow(frame.width());
    points.place(start, frame.stepRight());
    if (mode == FusionMode.MOVING_ONLY) {
      Arrays.fill(fixedRow, Float.NaN);
    } else {
      points.sample(scene.fixed(), fixedRow);
    }
    if (mode == FusionMode.FIXED_ONLY || mode == FusionMode.FLICKER) {
      Arrays.fill(movingRow, Float.NaN);
    } else {
      points.map(scene.fixedToMoving());
      points.sample(scene.moving(), movingRow);
    }
  }

  /** One row of a slab; places outside the volume do not count. */
  private static final class Summed {

    private final Camera.Slab.Summary summary;
    private final float[] value;
    private final int[] count;

    Summed(Camera.Slab.Summary summary, int width) {
      this.summary = summary;
      this.value = new float[width];
      this.count = new int[width];
    }

    void add(float[] row) {
      for (int n = 0; n < row.length; n++) {
        if (!Float.isNaN(row[n])) {
          value[n] = count[n] == 0 ? row[n] : together(value[n], row[n]);
          count[n]++;
        }
      }
    }

    private float together(float a, float b) {
      return switch (summary) {
        case MAXIMUM -> Math.max(a, b);
        case MINIMUM -> Math.min(a, b);
        case MEAN -> a + b;
      };
    }

    void finish(float[] into, int from) {
      for (int n = 0; n < value.length; n++) {
        float divisor = summary == Camera.Slab.Summary.MEAN ? count[n] : 1;
        into[from + n] = count[n] == 0 ? Float.NaN : value[n] / divisor;
      }
    }
  }
}
