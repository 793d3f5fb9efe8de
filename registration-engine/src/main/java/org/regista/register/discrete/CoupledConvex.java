package org.regista.register.discrete;

import java.util.Arrays;
import org.regista.parallel.Workers;

/**
 * The smooth field of little cost (Heinrich et al. 2014, doi:10.1007/978-3-319-10404-1_127; with
 * the couplings of Siebert et al. 2021, arXiv:2112.03053): in turn, each node takes the label of
 * least cost plus {@code coupling * |label - field|^2}, in steps, and the field becomes the local
 * mean of the labels. The coupling grows until the two agree.
 */
final class CoupledConvex {

  /** The first only makes a node that costs nothing anywhere stay where it is. */
  private static final double[] COUPLINGS = {1e-6, 0.003, 0.01, 0.03, 0.1, 0.3, 1};

  private static final int CHUNK = 4096;

  private final CostVolume volume;
  private final int threads;
  private final NodeField field;

  private CoupledConvex(CostVolume volume, int threads) {
    this.volume = volume;
    this.threads = threads;
    this.field = new NodeField(volume.grid());
  }

  static NodeField solve(CostVolume volume, int threads) {
    CoupledConvex solver = new CoupledConvex(volume, threads);
    for (double coupling : COUPLINGS) {
      solver.takeBestLabels(coupling);
      solver.field.smooth(volume.nodeWeight());
    }
    return solver.field;
  }

  private void takeBestLabels(double coupling) {
    int nodes = volume.grid().count();
    Workers.forEach(
        (nodes + CHUNK - 1) / CHUNK,
        threads,
        chunk -> takeBest(chunk * CHUNK, Math.min(nodes, (chunk + 1) * CHUNK), (float) coupling));
  }

  private void takeBest(int from, int to, float coupling) {
    float step = volume.level().stepVoxels();
    int reach = volume.level().reachSteps();
    float[] least = new float[to - from];
    int[] best = new int[to - from];
    Arrays.fill(least, Float.POSITIVE_INFINITY);
    float[] ui = field.component(0);
    float[] uj = field.component(1);
    float[] uk = field.component(2);
    for (int label = 0; label < volume.labels(); label++) {
      float[] cost = volume.ofLabel(label);
      int[] steps = CostVolume.steps(label, reach);
      for (int n = from; n < to; n++) {
        float di = steps[0] - ui[n] / step;
        float dj = steps[1] - uj[n] / step;
        float dk = steps[2] - uk[n] / step;
        float total = cost[n] + coupling * (di * di + dj * dj + dk * dk);
        if (total < least[n - from]) {
          least[n - from] = total;
          best[n - from] = label;
        }
      }
    }
    for (int n = from; n < to; n++) {
      int[] steps = CostVolume.steps(best[n - from], reach);
      ui[n] = steps[0] * step;
      uj[n] = steps[1] * step;
      uk[n] = steps[2] * step;
    }
  }
}
