package org.regista.preprocess;

import java.util.Arrays;
import org.regista.error.InputDataException;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;

/**
 * The intensities that are told apart; those outside are clamped to the nearer end.
 *
 * @param low in the unit of the image
 * @param high above {@code low}
 */
public record IntensityLimits(float low, float high) {

  private static final int MOST_SAMPLES = 1 << 20;

  public IntensityLimits {
    if (!(high > low)) {
      throw new IllegalArgumentException("intensities from %g to %g".formatted(low, high));
    }
  }

  /**
   * From one percentile of the voxels to another, each in [0, 100]. An image of which less than
   * that share differs from its background keeps its whole range.
   *
   * @throws InputDataException if all voxels are equal
   */
  public static IntensityLimits percentiles(Volume volume, double low, double high) {
    float[] sorted = sortedSample(volume.voxels());
    float from = sorted[position(sorted.length, low)];
    float to = sorted[position(sorted.length, high)];
    return to > from ? new IntensityLimits(from, to) : whole(volume);
  }

  private static IntensityLimits whole(Volume volume) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    NativeBuffer voxels = volume.voxels();
    for (long n = 0; n < voxels.length(); n++) {
      low = Math.min(low, voxels.get(n));
      high = Math.max(high, voxels.get(n));
    }
    if (!(high > low)) {
      throw new InputDataException(
          "'%s' is constant: every voxel is %g; there is nothing to align"
              .formatted(volume.space().label(), low));
    }
    return new IntensityLimits(low, high);
  }

  /** Every n-th voxel, n chosen such that about a million are taken. */
  private static float[] sortedSample(NativeBuffer voxels) {
    long stride = Math.max(1, voxels.length() / MOST_SAMPLES);
    float[] sample = new float[(int) ((voxels.length() + stride - 1) / stride)];
    for (int n = 0; n < sample.length; n++) {
      sample[n] = voxels.get(n * stride);
    }
    Arrays.sort(sample);
    return sample;
  }

  private static int position(int length, double percentile) {
    return (int) Math.round(percentile / 100 * (length - 1));
  }

  /** A fixed window, checked against what the image holds. */
  public static IntensityLimits window(Volume volume, double low, double high) {
    IntensityLimits all = whole(volume);
    if (!(Math.min(all.high, high) > Math.max(all.low, low))) {
      throw new InputDataException(
          "'%s' holds values from %g to %g, none between %g and %g as the plan expects; is it another modality?"
              .formatted(volume.space().label(), all.low, all.high, low, high));
    }
    return new IntensityLimits((float) low, (float) high);
  }
}
