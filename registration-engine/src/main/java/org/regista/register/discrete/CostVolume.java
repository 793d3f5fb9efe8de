package org.regista.register.discrete;

import java.util.Arrays;
import org.regista.compute.mind.MindDescriptors;
import org.regista.geometry.GridSize;
import org.regista.parallel.Workers;
import org.regista.register.plan.DiscreteLevel;

/**
 * What each displacement of each node costs: the squared difference of the descriptors, summed over
 * the channels and averaged over every second voxel of the node's cell and over its neighbours, by
 * weight. Displacements ("labels") are numbered with i fastest.
 */
final class CostVolume {

  private static final int SAMPLE_STRIDE = 2;
  private static final float LEAST_WEIGHT = 1e-3f;

  private final NodeGrid grid;
  private final DiscreteLevel level;
  private final float[][] costs;
  private final float[] nodeWeight;

  private CostVolume(NodeGrid grid, DiscreteLevel level, float[][] costs, float[] nodeWeight) {
    this.grid = grid;
    this.level = level;
    this.costs = costs;
    this.nodeWeight = nodeWeight;
  }

  /**
   * @param weight of each voxel of the working grid, in [0, 1]; a node without weight costs nothing
   *     wherever it goes
   */
  static CostVolume of(
      Descriptors from,
      Descriptors to,
      float[] weight,
      NodeGrid grid,
      DiscreteLevel level,
      int threads) {
    Samples samples = Samples.of(from, weight, grid);
    int side = 2 * level.reachSteps() + 1;
    float[][] costs = new float[side * side * side][];
    float[] sums = samples.nodeWeight.clone();
    Boxes.sum(sums, grid.nodes());
    Workers.forEach(
        costs.length,
        threads,
        label -> {
          int[] step = steps(label, level.reachSteps());
          int s = level.stepVoxels();
          costs[label] = samples.costs(from, to, to.shift(step[0] * s, step[1] * s, step[2] * s));
          Boxes.sum(costs[label], grid.nodes());
          for (int n = 0; n < sums.length; n++) {
            costs[label][n] /= Math.max(sums[n], LEAST_WEIGHT);
          }
        });
    float[] counted = new float[sums.length];
    for (int n = 0; n < counted.length; n++) {
      counted[n] = Math.max(samples.nodeWeight[n], LEAST_WEIGHT);
    }
    return new CostVolume(grid, level, costs, counted);
  }

  /** A label as steps along i, j and k. */
  static int[] steps(int label, int reach) {
    int side = 2 * reach + 1;
    return new int[] {
      label % side - reach, label / side % side - reach, label / (side * side) - reach
    };
  }

  NodeGrid grid() {
    return grid;
  }

  DiscreteLevel level() {
    return level;
  }

  int labels() {
    return costs.length;
  }

  /** Per node, in squared descriptors (of which each channel is in [0, 1]); borrowed. */
  float[] ofLabel(int label) {
    return costs[label];
  }

  /** How much of each node's cell counts, a little above 0 at least; borrowed. */
  float[] nodeWeight() {
    return nodeWeight;
  }

  /** The voxels that are compared: for each its descriptor, its node and its weight. */
  private static final class Samples {

    private static final float ONE_SQUARED = (float) MindDescriptors.ONE * MindDescriptors.ONE;

    private int[] place = new int[1024];
    private int[] node = new int[1024];
    private float[] share = new float[1024];
    private final float[] nodeWeight;
    private int count;

    private Samples(int nodes) {
      nodeWeight = new float[nodes];
    }

    static Samples of(Descriptors from, float[] weight, NodeGrid grid) {
      Samples samples = new Samples(grid.count());
      GridSize v = grid.voxels();
      GridSize n = grid.nodes();
      int per = (grid.spacing() + SAMPLE_STRIDE - 1) / SAMPLE_STRIDE;
      float each = 1f / (per * per * per);
      for (int k = 0; k < v.nk(); k++) {
        for (int j = 0; j < v.nj(); j++) {
          for (int i = 0; i < v.ni(); i++) {
            float w = weight[(k * v.nj() + j) * v.ni() + i] * each;
            if (w > 0 && sampled(i, grid) && sampled(j, grid) && sampled(k, grid)) {
              int s = grid.spacing();
              samples.add(from.offset(i, j, k), (k / s * n.nj() + j / s) * n.ni() + i / s, w);
            }
          }
        }
      }
      return samples;
    }

    private static boolean sampled(int position, NodeGrid grid) {
      return position % grid.spacing() % SAMPLE_STRIDE == 0;
    }

    private void add(int descriptor, int ofNode, float weight) {
      if (count == place.length) {
        place = Arrays.copyOf(place, 2 * count);
        node = Arrays.copyOf(node, 2 * count);
        share = Arrays.copyOf(share, 2 * count);
      }
      place[count] = descriptor;
      node[count] = ofNode;
      share[count] = weight;
      nodeWeight[ofNode] += weight;
      count++;
    }

    float[] costs(Descriptors from, Descriptors to, int shift) {
      float[] result = new float[nodeWeight.length];
      byte[] a = from.values();
      byte[] b = to.values();
      for (int n = 0; n < count; n++) {
        int p = place[n];
        int q = p + shift;
        int sum = 0;
        for (int c = 0; c < MindDescriptors.CHANNELS; c++) {
          int d = a[p + c] - b[q + c];
          sum += d * d;
        }
        result[node[n]] += share[n] * sum / ONE_SQUARED;
      }
      return result;
    }
  }
}
