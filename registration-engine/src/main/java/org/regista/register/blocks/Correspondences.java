package org.regista.register.blocks;

import org.regista.geometry.AffineMap;

/**
 * Where the middles of blocks are and where they were found.
 *
 * @param from LPS mm, [count][x, y, z]
 * @param to the same
 * @param likeness mean absolute correlation coefficient before anything moved
 */
public record Correspondences(double[] from, double[] to, double likeness) {

  public int count() {
    return from.length / 3;
  }

  /** The same, but found where {@code map} takes them. */
  public Correspondences movedBy(AffineMap map) {
    double[] moved = new double[to.length];
    for (int n = 0; n < to.length; n += 3) {
      moved[n] = map.row0(to[n], to[n + 1], to[n + 2]);
      moved[n + 1] = map.row1(to[n], to[n + 1], to[n + 2]);
      moved[n + 2] = map.row2(to[n], to[n + 1], to[n + 2]);
    }
    return new Correspondences(from, moved, likeness);
  }
}
