package org.regista.register.blocks;

import java.util.Arrays;
import java.util.Optional;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;
import org.regista.image.Mask;
import org.regista.image.Volume;
import org.regista.preprocess.GridWeights;
import org.regista.register.discrete.WorkingGrid;

/**
 * The blocks of the fixed image that are worth looking for: side by side, of those whose middle
 * lies in the mask the share with most variance.
 *
 * @param corners first voxel of each block, [count][i, j, k]
 * @param values [count][{@value Region#BLOCK}] row by row, each block with mean 0 and sum of
 *     squares 1
 */
record FixedBlocks(int[] corners, float[] values) {

  /** A block of less variance than this, as a share of its mean square, is of one value. */
  private static final double LEAST_VARIANCE = 1e-10;

  int count() {
    return corners.length / 3;
  }

  /**
   * @throws InputDataException if every block is of one value
   */
  static FixedBlocks of(
      Volume fixed, Optional<Mask> mask, WorkingGrid working, double busiest, int threads) {
    float[] image = Sampling.of(fixed, Optional.empty(), working, AffineMap.IDENTITY, 0, threads);
    int[] corners = corners(working, mask);
    double[] variances = new double[corners.length / 3];
    float[] block = new float[Region.BLOCK];
    for (int n = 0; n < variances.length; n++) {
      copy(image, working.size(), corners, n, block);
      variances[n] = normalise(block);
    }
    double least = least(variances, busiest);
    if (!(least > 0)) {
      throw new InputDataException(
          "'%s' has one value wherever it is compared, so no block of it can be found; is its mask too small, or beside the image?"
              .formatted(fixed.space().label()));
    }
    return chosen(image, working.size(), corners, variances, least);
  }

  private static FixedBlocks chosen(
      float[] image, GridSize size, int[] corners, double[] variances, double least) {
    int count = (int) Arrays.stream(variances).filter(v -> v >= least).count();
    int[] chosen = new int[3 * count];
    float[] values = new float[Region.BLOCK * count];
    float[] block = new float[Region.BLOCK];
    int to = 0;
    for (int n = 0; n < variances.length; n++) {
      if (variances[n] >= least) {
        System.arraycopy(corners, 3 * n, chosen, 3 * to, 3);
        copy(image, size, corners, n, block);
        normalise(block);
        System.arraycopy(block, 0, values, Region.BLOCK * to++, Region.BLOCK);
      }
    }
    return new FixedBlocks(chosen, values);
  }

  /** Of all blocks that fit into the grid, as far from one edge as from the other. */
  private static int[] corners(WorkingGrid working, Optional<Mask> mask) {
    GridWeights weights = GridWeights.of(mask, working.geometry());
    GridSize size = working.size();
    double middle = 0.5 * (Region.EDGE - 1);
    int[] corners = new int[3 * (int) (size.voxelCount() / Region.BLOCK)];
    int n = 0;
    for (int k = first(size.nk()); k <= size.nk() - Region.EDGE; k += Region.EDGE) {
      for (int j = first(size.nj()); j <= size.nj() - Region.EDGE; j += Region.EDGE) {
        for (int i = first(size.ni()); i <= size.ni() - Region.EDGE; i += Region.EDGE) {
          if (weights.at(i + middle, j + middle, k + middle) >= 0.5) {
            corners[n++] = i;
            corners[n++] = j;
            corners[n++] = k;
          }
        }
      }
    }
    return Arrays.copyOf(corners, n);
  }

  private static int first(int length) {
    return length % Region.EDGE / 2;
  }

  private static void copy(float[] image, GridSize size, int[] corners, int n, float[] block) {
    int to = 0;
    for (int k = 0; k < Region.EDGE; k++) {
      for (int j = 0; j < Region.EDGE; j++) {
        long row = size.offset(corners[3 * n], corners[3 * n + 1] + j, corners[3 * n + 2] + k);
        System.arraycopy(image, (int) row, block, to, Region.EDGE);
        to += Region.EDGE;
      }
    }
  }

  /** Returns the variance before, 0 for a block of one value or with a voxel missing. */
  private static double normalise(float[] block) {
    double mean = 0;
    double meanSquare = 0;
    for (float value : block) {
      mean += value / (double) Region.BLOCK;
      meanSquare += value * (double) value / Region.BLOCK;
    }
    double squares = 0;
    for (float value : block) {
      squares += (value - mean) * (value - mean);
    }
    for (int n = 0; n < block.length; n++) {
      block[n] = (float) ((block[n] - mean) / Math.sqrt(squares));
    }
    double variance = squares / Region.BLOCK;
    return variance > LEAST_VARIANCE * meanSquare ? variance : 0;
  }

  /** The smallest variance above 0 that belongs to the busiest. */
  private static double least(double[] variances, double busiest) {
    double[] sorted = variances.clone();
    Arrays.sort(sorted);
    int most = (int) Math.ceil(busiest * sorted.length);
    return Arrays.stream(sorted, sorted.length - most, sorted.length)
        .filter(v -> v > 0)
        .findFirst()
        .orElse(0);
  }
}
