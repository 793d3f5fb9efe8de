package org.regista.register;

import org.regista.error.NumericalException;

/**
 * How long the steps of a level are, as a share of its longest: as long as at first while the
 * similarity grows, less after each iteration that gained little or nothing, until the level is
 * over.
 *
 * <p>The step of an iteration is as long however little force is left, so near the end it leads
 * beyond the best place, and back. Such a level never settles, a difference in the seventh digit
 * between two devices grows until they stop iterations apart, and where it is stopped is by chance
 * on the way to and fro. With shorter steps it settles. The share is a smooth function of the
 * gains: nothing here turns on whether a gain is just above zero or just below.
 */
final class Pace {

  private static final double FIRST_SHARE = 0.9;

  /** A gain of this share of the similarity itself counts as some. */
  private static final double SMALL_GAIN = 5e-4;

  /** An iteration after which the similarity is much worse takes this much off the next step. */
  private static final double MOST_TAKEN = 0.3;

  /** Steps shorter than this change nothing any more. */
  private static final double LEAST_SHARE = 0.12;

  private double share = FIRST_SHARE;
  private double before = Double.NEGATIVE_INFINITY;

  /** The share for the step that follows. */
  double after(double similarity) {
    if (!Double.isFinite(similarity)) {
      throw new NumericalException(
          "the similarity became " + similarity + "; do the images hold usable intensities?");
    }
    if (Double.isFinite(before)) {
      double gains = (similarity - before) / (SMALL_GAIN * Math.max(Math.abs(similarity), 1e-12));
      share *= 1 - MOST_TAKEN / (1 + Math.exp(gains));
    }
    before = similarity;
    return share;
  }

  boolean isOver() {
    return share < LEAST_SHARE;
  }
}
