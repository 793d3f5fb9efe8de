package org.regista.compute.reference;

import java.util.Arrays;
import org.regista.geometry.GridSize;
import org.regista.parallel.Workers;

/**
 * Sums over a box window, truncated at the border of the grid, of channels that are computed plane
 * by plane. Every sum is taken afresh in one order, without running sums, so that nothing drifts.
 */
final class BoxSums {

  /** Planes that one worker sums; the planes around them are computed again by its neighbours. */
  private static final int SLAB = 16;

  private final GridSize size;
  private final Window window;
  private final int threads;

  BoxSums(GridSize size, Window window, int threads) {
    this.size = size;
    this.window = window;
    this.threads = threads;
  }

  /** A box of side 2 radius + 1 voxels along each axis. */
  record Window(int radiusI, int radiusJ, int radiusK) {}

  /** Fills [channel][j * ni + i] for one k-plane. */
  interface Source {
    void fill(int k, double[][] channels);
  }

  /** Receives [channel][j * ni + i] for one k-plane, to be used during the call only. */
  interface Sink {
    void accept(int k, double[][] sums);
  }

  /** Sums {@code channels} channels over the window around every voxel. */
  void sum(int channels, Source source, Sink sink) {
    int slabs = (size.nk() + SLAB - 1) / SLAB;
    Workers.forEach(
        slabs,
        threads,
        slab ->
            sumSlab(slab * SLAB, Math.min((slab + 1) * SLAB, size.nk()), channels, source, sink));
  }

  private void sumSlab(int from, int to, int channels, Source source, Sink sink) {
    int side = 2 * window.radiusK() + 1;
    int plane = Math.multiplyExact(size.ni(), size.nj());
    double[][][] ring = new double[Math.min(side, size.nk())][channels][plane];
    double[][] scratch = new double[channels][plane];
    int next = Math.max(from - window.radiusK(), 0);
    for (int k = from; k < to; k++) {
      int last = Math.min(k + window.radiusK(), size.nk() - 1);
      for (; next <= last; next++) {
        source.fill(next, scratch);
        sumInPlane(scratch, ring[next % ring.length]);
      }
      clear(scratch);
      for (int near = Math.max(k - window.radiusK(), 0); near <= last; near++) {
        for (int c = 0; c < channels; c++) {
          addTo(scratch[c], 0, ring[near % ring.length][c], 0, plane);
        }
      }
      sink.accept(k, scratch);
    }
  }

  private void sumInPlane(double[][] channels, double[][] sums) {
    double[] alongI = new double[channels[0].length];
    for (int c = 0; c < channels.length; c++) {
      Arrays.fill(alongI, 0);
      Arrays.fill(sums[c], 0);
      for (int j = 0; j < size.nj(); j++) {
        sumRow(channels[c], j * size.ni(), alongI);
      }
      for (int j = 0; j < size.nj(); j++) {
        int last = Math.min(j + window.radiusJ(), size.nj() - 1);
        for (int near = Math.max(j - window.radiusJ(), 0); near <= last; near++) {
          addTo(sums[c], j * size.ni(), alongI, near * size.ni(), size.ni());
        }
      }
    }
  }

  /** sums[n] += the row's elements within radius_i of n. */
  private void sumRow(double[] values, int row, double[] sums) {
    int ni = size.ni();
    for (int d = -window.radiusI(); d <= window.radiusI(); d++) {
      int first = Math.max(-d, 0);
      int length = Math.min(ni, ni - d) - first;
      addTo(sums, row + first, values, row + first + d, length);
    }
  }

  private static void addTo(double[] sums, int to, double[] values, int from, int length) {
    for (int n = 0; n < length; n++) {
      sums[to + n] += values[from + n];
    }
  }

  private static void clear(double[][] channels) {
    for (double[] channel : channels) {
      Arrays.fill(channel, 0);
    }
  }
}
