package org.regista.viewers.slice;

import java.util.Arrays;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.VoxelIndex;
import org.regista.image.Volume;

/**
 * Some of the voxels of a volume, evenly spread and always the same ones: enough for a first look.
 */
final class IntensitySample {

  private static final long MOST_VOXELS = 500_000;
  private static final int BINS = 256;
  private static final double OUTLIERS = 0.995;

  private final Volume volume;
  private final int stride;
  private final float[] sorted;

  /**
   * Reads {@code volume} on a coarser grid of the same axes; values that are not finite are left
   * out.
   */
  IntensitySample(Volume volume) {
    this.volume = volume;
    this.stride = (int) Math.ceil(Math.cbrt((double) volume.size().voxelCount() / MOST_VOXELS));
    float[] values = new float[Math.toIntExact(count(volume.size()))];
    int[] n = {0};
    forEach(
        (i, j, k, value) -> {
          if (Float.isFinite(value)) {
            values[n[0]++] = value;
          }
        });
    this.sorted = Arrays.copyOf(values, n[0]);
    Arrays.sort(sorted);
  }

  private long count(GridSize size) {
    return (long) Math.ceilDiv(size.ni(), stride)
        * Math.ceilDiv(size.nj(), stride)
        * Math.ceilDiv(size.nk(), stride);
  }

  private interface Visitor {
    void visit(int i, int j, int k, float value);
  }

  private void forEach(Visitor visitor) {
    GridSize size = volume.size();
    for (int k = 0; k < size.nk(); k += stride) {
      for (int j = 0; j < size.nj(); j += stride) {
        for (int i = 0; i < size.ni(); i += stride) {
          visitor.visit(i, j, k, volume.at(i, j, k));
        }
      }
    }
  }

  /** The value below which {@code share} of the sample lies; 0 if no voxel is finite. */
  double quantile(double share) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  /**
   * Centroid of the voxels brighter than {@link #threshold}, or the centre of the grid if there are
   * none.
   */
  LpsPoint foregroundCentre() {
    double threshold = threshold();
    double[] sum = new double[4];
    forEach(
        (i, j, k, value) -> {
          if (value > threshold) {
            sum[0] += i;
            sum[1] += j;
            sum[2] += k;
            sum[3]++;
          }
        });
    return sum[3] == 0
        ? volume.grid().centre()
        : volume.grid().toLps(new VoxelIndex(sum[0] / sum[3], sum[1] / sum[3], sum[2] / sum[3]));
  }

  /**
   * Otsu's threshold (1979, eq. 18): the one that parts the sample into two classes with the
   * greatest variance between them. Ours looks at {@value #BINS} bins up to the {@value #OUTLIERS}
   * quantile.
   */
  double threshold() {
    double low = quantile(0);
    double binWidth = (quantile(OUTLIERS) - low) / BINS;
    double best = -1;
    double threshold = low;
    double[] sums = prefixSums();
    double total = sums[sorted.length];
    for (int bin = 1; bin < BINS && binWidth > 0; bin++) {
      double candidate = low + bin * binWidth;
      int below = countBelow(candidate);
      int above = sorted.length - below;
      if (below > 0 && above > 0) {
        double difference = sums[below] / below - (total - sums[below]) / above;
        double between = (double) below * above * difference * difference;
        if (between > best) {
          best = between;
          threshold = candidate;
        }
      }
    }
    return threshold;
  }

  private int countBelow(double value) {
    int found = Arrays.binarySearch(sorted, (float) value);
    return found >= 0 ? found : -found - 1;
  }

  /** Element n is the sum of the n smallest values. */
  private double[] prefixSums() {
    double[] sums = new double[sorted.length + 1];
    for (int n = 0; n < sorted.length; n++) {
      sums[n + 1] = sums[n] + sorted[n];
    }
    return sums;
  }
}
