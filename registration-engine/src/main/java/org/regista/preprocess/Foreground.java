package org.regista.preprocess;

import java.util.Optional;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.VoxelIndex;
import org.regista.image.Mask;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;

/** What of an image is the patient rather than the air around. */
public final class Foreground {

  private static final int BINS = 256;

  private Foreground() {}

  /**
   * The threshold between dark and bright that separates them best (Otsu 1979,
   * doi:10.1109/TSMC.1979.4310076).
   */
  public static float threshold(Volume volume) {
    IntensityLimits range = IntensityLimits.percentiles(volume, 0, 100);
    float width = (range.high() - range.low()) / BINS;
    long[] histogram = new long[BINS];
    NativeBuffer voxels = volume.voxels();
    for (long n = 0; n < voxels.length(); n++) {
      int bin = (int) ((voxels.get(n) - range.low()) / width);
      histogram[Math.clamp(bin, 0, BINS - 1)]++;
    }
    return range.low() + (bestSplit(histogram) + 1) * width;
  }

  /** The last bin of the darker class. */
  private static int bestSplit(long[] histogram) {
    double total = 0;
    double sum = 0;
    for (int bin = 0; bin < BINS; bin++) {
      total += histogram[bin];
      sum += (double) bin * histogram[bin];
    }
    int best = 0;
    double bestVariance = -1;
    double below = 0;
    double belowSum = 0;
    for (int bin = 0; bin < BINS - 1; bin++) {
      below += histogram[bin];
      belowSum += (double) bin * histogram[bin];
      double above = total - below;
      if (below == 0 || above == 0) {
        continue;
      }
      double difference = belowSum / below - (sum - belowSum) / above;
      double variance = below * above * difference * difference;
      if (variance > bestVariance) {
        bestVariance = variance;
        best = bin;
      }
    }
    return best;
  }

  /**
   * The middle of the foreground voxels, each weighted by the mask; the grid's centre if there are
   * none.
   */
  public static LpsPoint centre(Volume volume, Optional<Mask> mask) {
    float threshold = threshold(volume);
    GridWeights weights = GridWeights.of(mask, volume.grid());
    GridSize size = volume.size();
    double n = 0;
    double si = 0;
    double sj = 0;
    double sk = 0;
    for (int k = 0; k < size.nk(); k++) {
      for (int j = 0; j < size.nj(); j++) {
        for (int i = 0; i < size.ni(); i++) {
          if (volume.at(i, j, k) > threshold) {
            double w = weights.at(i, j, k);
            n += w;
            si += w * i;
            sj += w * j;
            sk += w * k;
          }
        }
      }
    }
    return n > 0
        ? volume.grid().toLps(new VoxelIndex(si / n, sj / n, sk / n))
        : volume.grid().centre();
  }
}
