package org.regista.compute;

import java.util.Arrays;
import org.regista.geometry.GridSize;
import org.regista.image.Volume;

/**
 * How strong the noise of an image is, from the median of its second differences along i: anatomy
 * is smooth over most voxels, noise is not (in the manner of Donoho and Johnstone 1994,
 * doi:10.1093/biomet/81.3.425).
 */
public final class NoiseFloor {

  private static final int MOST_SAMPLES = 1 << 20;

  /** The standard deviation of a normal variable over the median of its magnitude. */
  private static final double DEVIATION_PER_MEDIAN = 1.4826;

  /** Variance of x[i-1] - 2 x[i] + x[i+1] over that of x. */
  private static final double VARIANCE_GAIN = 6;

  private NoiseFloor() {}

  /** In squared units of the image; 0 if most of it is free of noise, as after skull stripping. */
  public static double variance(Volume volume) {
    GridSize size = volume.size();
    long inner = (long) (size.ni() - 2) * size.nj() * size.nk();
    if (inner < 1) {
      return 0;
    }
    long stride = Math.max(1, inner / MOST_SAMPLES);
    float[] magnitudes = new float[(int) ((inner + stride - 1) / stride)];
    for (int n = 0; n < magnitudes.length; n++) {
      long at = n * stride;
      long row = at / (size.ni() - 2);
      long p = row * size.ni() + at % (size.ni() - 2) + 1;
      float middle = volume.voxels().get(p);
      magnitudes[n] =
          Math.abs(volume.voxels().get(p - 1) - 2 * middle + volume.voxels().get(p + 1));
    }
    Arrays.sort(magnitudes);
    double deviation = DEVIATION_PER_MEDIAN * magnitudes[magnitudes.length / 2];
    return deviation * deviation / VARIANCE_GAIN;
  }
}
