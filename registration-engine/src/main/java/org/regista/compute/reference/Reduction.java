package org.regista.compute.reference;

import org.regista.parallel.Workers;

/**
 * Sums over chunks, added in the order of the chunks: the same to the bit for any number of
 * threads. A chunk is one k-plane of a grid, or {@value #CHUNK} samples of a list.
 */
final class Reduction {

  static final int CHUNK = 4096;

  /** Sums that are kept at a time; a table of 256 x 256 bins per chunk would not fit otherwise. */
  private static final int KEPT_SUMS = 1 << 20;

  private Reduction() {}

  /** Adds the terms of one item to {@code sums}, which start at 0. */
  interface ItemTerms {
    void addTo(double[] sums, int item);
  }

  /** Does something for samples from .. from + length - 1. */
  interface ChunkBody {
    void accept(long from, int length);
  }

  /** Adds the terms of samples from .. from + length - 1 to {@code sums}, which start at 0. */
  interface ChunkTerms {
    void addTo(double[] sums, long from, int length);
  }

  /** {@code width} sums over items 0 .. items - 1. */
  static double[] overItems(int items, int width, int threads, ItemTerms terms) {
    double[] total = new double[width];
    int batch = Math.clamp(KEPT_SUMS / width, 1, Math.max(items, 1));
    for (int first = 0; first < items; first += batch) {
      int start = first;
      double[][] sums = new double[Math.min(batch, items - first)][width];
      Workers.forEach(sums.length, threads, n -> terms.addTo(sums[n], start + n));
      for (double[] ofItem : sums) {
        for (int s = 0; s < width; s++) {
          total[s] += ofItem[s];
        }
      }
    }
    return total;
  }

  /** {@code width} sums over the samples of a list. */
  static double[] overList(long count, int width, int threads, ChunkTerms terms) {
    return overItems(
        chunks(count),
        width,
        threads,
        (sums, chunk) -> terms.addTo(sums, from(chunk), length(chunk, count)));
  }

  /** Visits a list chunk by chunk. */
  static void forEachChunk(long count, int threads, ChunkBody body) {
    Workers.forEach(
        chunks(count), threads, chunk -> body.accept(from(chunk), length(chunk, count)));
  }

  private static int chunks(long count) {
    return Math.toIntExact((count + CHUNK - 1) / CHUNK);
  }

  private static long from(int chunk) {
    return (long) chunk * CHUNK;
  }

  private static int length(int chunk, long count) {
    return (int) Math.min(CHUNK, count - from(chunk));
  }
}
