package org.regista.viewers.volume;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.regista.geometry.GridSize;
import org.regista.image.Volume;
import org.regista.parallel.Workers;

/** The smallest and largest finite value of a volume. */
record Range(double lowest, double highest) {

  /** Empty volumes have the range 0 to 1. */
  static Range of(Volume volume, int threads, BooleanSupplier abandoned) {
    GridSize size = volume.size();
    double[] lowest = new double[size.nk()];
    double[] highest = new double[size.nk()];
    Workers.forEach(
        size.nk(),
        threads,
        k -> {
          goOn(abandoned);
          float[] row = new float[size.ni()];
          double low = Double.POSITIVE_INFINITY;
          double high = Double.NEGATIVE_INFINITY;
          for (int j = 0; j < size.nj(); j++) {
            volume.voxels().read(size.offset(0, j, k), row, row.length);
            for (float v : row) {
              if (Float.isFinite(v)) {
                low = Math.min(low, v);
                high = Math.max(high, v);
              }
            }
          }
          lowest[k] = low;
          highest[k] = high;
        });
    double low = min(lowest);
    double high = -min(negated(highest));
    return low <= high ? new Range(low, Math.max(high, Math.nextUp((float) low))) : new Range(0, 1);
  }

  private static double[] negated(double[] values) {
    double[] result = new double[values.length];
    for (int n = 0; n < values.length; n++) {
      result[n] = -values[n];
    }
    return result;
  }

  private static double min(double[] values) {
    double min = Double.POSITIVE_INFINITY;
    for (double v : values) {
      min = Math.min(min, v);
    }
    return min;
  }

  static void goOn(BooleanSupplier abandoned) {
    if (abandoned.getAsBoolean()) {
      throw new CancellationException("the scene is no longer wanted");
    }
  }
}
