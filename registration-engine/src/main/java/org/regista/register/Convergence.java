package org.regista.register;

import java.util.ArrayDeque;
import java.util.Deque;
import org.regista.error.NumericalException;

/**
 * Ends a level when the similarity has grown by less than 2e-4 of itself over the last eight
 * iterations.
 */
final class Convergence {

  private static final int WINDOW = 8;
  private static final double LEAST_GAIN = 2e-4;

  private final Deque<Double> recent = new ArrayDeque<>();

  boolean reachedWith(double similarity) {
    if (!Double.isFinite(similarity)) {
      throw new NumericalException(
          "the similarity became " + similarity + "; do the images hold usable intensities?");
    }
    recent.addLast(similarity);
    if (recent.size() <= WINDOW) {
      return false;
    }
    double before = recent.removeFirst();
    return similarity - before < LEAST_GAIN * Math.abs(similarity);
  }
}
