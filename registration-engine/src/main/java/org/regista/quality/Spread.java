package org.regista.quality;

import java.util.Arrays;

/** Mean, 95th percentile and largest of a set of lengths; all 0 for an empty one. */
public record Spread(double mean, double p95, double max) {

  /** Reads the values, keeps nothing of them. */
  public static Spread of(double[] values) {
    if (values.length == 0) {
      return new Spread(0, 0, 0);
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double mean = Arrays.stream(values).sum() / values.length;
    return new Spread(mean, percentile(sorted, 95), sorted[sorted.length - 1]);
  }

  /** Linear between the two nearest ranks, as numpy's default. */
  static double percentile(double[] sorted, double percent) {
    double rank = percent / 100 * (sorted.length - 1);
    int below = (int) rank;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
  }
}
