package org.regista.register.blocks;

import java.util.Arrays;

/**
 * Every place of one block within reach: the correlation coefficient of the block and the part of
 * the region that lies under it. Distances are in voxels. Arrays hold the region row by row,
 * {@value #WIDTH} voxels along each axis, so that the product of all places with one row of the
 * block is one long loop that a compiler turns into vector instructions. One thread at a time.
 */
final class Region {

  /** Side of a block. */
  static final int EDGE = 4;

  static final int BLOCK = EDGE * EDGE * EDGE;

  /** Farthest displacement to either side. */
  static final int REACH = 3;

  static final int SPAN = 2 * REACH + 1;
  static final int WIDTH = EDGE + 2 * REACH;

  private static final int DJ = WIDTH;
  private static final int DK = WIDTH * WIDTH;
  private static final int CENTRE = REACH * (1 + DJ + DK);

  /** Places are numbered as the voxels under their first corner. */
  private static final int PLACES = (SPAN - 1) * (1 + DJ + DK) + 1;

  /**
   * Below this share of what differs from the region's centre, the variance under a block is that
   * of rounding.
   */
  private static final float LEAST_VARIANCE = 1e-4f;

  private final float[] values = new float[WIDTH * DK];
  private final float[] squares = new float[WIDTH * DK];
  private final float[] along = new float[WIDTH * DK];
  private final float[] across = new float[WIDTH * DK];
  private final float[] sums = new float[PLACES];
  private final float[] sumsOfSquares = new float[PLACES];
  private final float[] products = new float[PLACES];

  /**
   * Enters the region of the image that begins at voxel {@code from}; NaN where there is nothing.
   *
   * @return false if there is nothing at its middle
   */
  boolean enter(float[] image, int from, int rowStep, int planeStep) {
    int middle = WIDTH / 2;
    float centre = image[from + middle * (1 + rowStep + planeStep)];
    for (int k = 0; k < WIDTH; k++) {
      for (int j = 0; j < WIDTH; j++) {
        int p = from + k * planeStep + j * rowStep;
        int q = k * DK + j * DJ;
        for (int i = 0; i < WIDTH; i++) {
          values[q + i] = image[p + i] - centre;
        }
      }
    }
    return !Float.isNaN(centre);
  }

  /**
   * Compares a block everywhere.
   *
   * @param blocks normalised blocks (mean 0, sum of squares 1), row by row
   * @param at where this one begins
   */
  void compare(float[] blocks, int at) {
    for (int q = 0; q < values.length; q++) {
      squares[q] = values[q] * values[q];
    }
    boxSums(values, sums);
    boxSums(squares, sumsOfSquares);
    Arrays.fill(products, 0);
    for (int k = 0; k < EDGE; k++) {
      for (int j = 0; j < EDGE; j++) {
        addProducts(blocks, at + EDGE * (EDGE * k + j), k * DK + j * DJ);
      }
    }
  }

  private void addProducts(float[] blocks, int row, int under) {
    float b0 = blocks[row];
    float b1 = blocks[row + 1];
    float b2 = blocks[row + 2];
    float b3 = blocks[row + 3];
    for (int q = 0; q < PLACES; q++) {
      int p = q + under;
      products[q] += b0 * values[p] + b1 * values[p + 1] + b2 * values[p + 2] + b3 * values[p + 3];
    }
  }

  /** Sums over the block's voxels at every place, axis after axis. */
  private void boxSums(float[] of, float[] to) {
    for (int q = 0; q < of.length - (EDGE - 1); q++) {
      along[q] = of[q] + of[q + 1] + of[q + 2] + of[q + 3];
    }
    for (int q = 0; q < of.length - (EDGE - 1) * (1 + DJ); q++) {
      across[q] = along[q] + along[q + DJ] + along[q + 2 * DJ] + along[q + 3 * DJ];
    }
    for (int q = 0; q < PLACES; q++) {
      to[q] = across[q] + across[q + DK] + across[q + 2 * DK] + across[q + 3 * DK];
    }
  }

  /** The place of highest correlation, whatever its sign; the middle if no other is better. */
  int best() {
    int best = CENTRE;
    float highest = squared(CENTRE);
    highest = Float.isNaN(highest) ? 0 : highest;
    for (int k = 0; k < SPAN; k++) {
      for (int j = 0; j < SPAN; j++) {
        for (int i = 0; i < SPAN; i++) {
          int place = i + j * DJ + k * DK;
          float r2 = squared(place);
          if (r2 > highest) {
            highest = r2;
            best = place;
          }
        }
      }
    }
    return best;
  }

  /** Absolute correlation coefficient at the middle, or NaN. */
  double atCentre() {
    return Math.sqrt(squared(CENTRE));
  }

  boolean comparable(int place) {
    return squared(place) >= 0;
  }

  /** Squared correlation coefficient; NaN where a voxel is missing or all are alike. */
  private float squared(int place) {
    float sum = sums[place];
    float variance = sumsOfSquares[place] - sum * sum * (1f / BLOCK);
    return variance > LEAST_VARIANCE * sumsOfSquares[place]
        ? products[place] * products[place] / variance
        : Float.NaN;
  }

  /** Displacement of a place from the middle along axis 0, 1 or 2. */
  double displacement(int place, int axis) {
    int step = axis == 0 ? 1 : axis == 1 ? DJ : DK;
    int whole = place / step % WIDTH;
    return whole - REACH + (whole > 0 && whole < SPAN - 1 ? offset(place, step) : 0);
  }

  /** The top of the parabola through a place and its neighbours, at most half a voxel away. */
  private double offset(int place, int step) {
    double before = Math.sqrt(squared(place - step));
    double here = Math.sqrt(squared(place));
    double after = Math.sqrt(squared(place + step));
    double bend = before - 2 * here + after;
    double offset = 0.5 * (before - after) / bend;
    return bend < 0 && Math.abs(offset) <= 0.5 ? offset : 0;
  }
}
