package org.regista.preprocess;

import java.util.Optional;
import org.regista.image.Mask;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.parallel.Workers;

/** Intensities made comparable. Every method gives a new volume, owned by the caller. */
public final class Preprocessor {

  /** Standardised intensities beyond this many standard deviations are clamped. */
  private static final float MOST_DEVIATIONS = 4;

  private static final int STEP = 1 << 14;

  private Preprocessor() {}

  /** Intensities outside the limits set to the nearer end. */
  public static Volume clamp(Volume volume, IntensityLimits limits, int threads) {
    return mapped(volume, threads, x -> Math.clamp(x, limits.low(), limits.high()));
  }

  /**
   * Mean 0 and standard deviation 1 over the voxels of {@code mask} (all without one), clamped to 4
   * standard deviations. A constant image becomes 0.
   */
  public static Volume standardise(Volume volume, Optional<Mask> mask, int threads) {
    Moments moments = Moments.of(volume, mask);
    float mean = (float) moments.mean();
    float scale = moments.deviation() > 0 ? (float) (1 / moments.deviation()) : 0;
    return mapped(
        volume, threads, x -> Math.clamp((x - mean) * scale, -MOST_DEVIATIONS, MOST_DEVIATIONS));
  }

  private interface Change {
    float of(float intensity);
  }

  private static Volume mapped(Volume volume, int threads, Change change) {
    NativeBuffer from = volume.voxels();
    NativeBuffer to = NativeBuffer.allocate(from.length());
    int steps = Math.toIntExact((from.length() + STEP - 1) / STEP);
    Workers.forEach(
        steps,
        threads,
        step -> {
          long at = (long) step * STEP;
          int length = (int) Math.min(STEP, from.length() - at);
          float[] values = new float[length];
          from.read(at, values, length);
          for (int n = 0; n < length; n++) {
            values[n] = change.of(values[n]);
          }
          to.write(at, values, length);
        });
    return new Volume(volume.space(), volume.grid(), volume.unit(), to);
  }

  private record Moments(double mean, double deviation) {

    static Moments of(Volume volume, Optional<Mask> mask) {
      GridWeights weights = GridWeights.of(mask, volume.grid());
      double n = 0;
      double sum = 0;
      double squares = 0;
      for (long p = 0; p < volume.voxels().length(); p++) {
        double w = weights.at(p);
        double x = volume.voxels().get(p);
        n += w;
        sum += w * x;
        squares += w * x * x;
      }
      if (!(n > 0)) {
        return new Moments(0, 0);
      }
      double mean = sum / n;
      return new Moments(mean, Math.sqrt(Math.max(0, squares / n - mean * mean)));
    }
  }
}
