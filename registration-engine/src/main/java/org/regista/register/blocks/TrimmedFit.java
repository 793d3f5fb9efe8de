package org.regista.register.blocks;

import java.util.Arrays;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.register.plan.LinearStage.Freedom;

/**
 * Least trimmed squares: the map that the share of pairs follow that agree best. From the map of
 * all pairs the steps of Rousseeuw and Van Driessen 2006 (doi:10.1007/s10618-005-0024-4): keep
 * those nearest to the map, fit them, and again until the same are kept.
 */
public final class TrimmedFit {

  private static final int MOST_ROUNDS = 50;

  /** Below this many there is nothing left to choose from. */
  private static final int FEWEST = 12;

  private TrimmedFit() {}

  /**
   * @param keep share of the pairs that are followed, in (0, 1]
   * @return from LPS mm to LPS mm
   * @throws InputDataException if there are too few pairs
   */
  public static AffineMap of(Correspondences pairs, Freedom freedom, double keep) {
    int kept = kept(pairs, keep);
    if (!possible(pairs, keep)) {
      throw new InputDataException(
          "only %d blocks of the fixed image are found in the moving one, at least %d are needed; do the images overlap, does a mask leave enough, does the moving image hold more than one value?"
              .formatted(pairs.count(), (int) Math.ceil(FEWEST / keep)));
    }
    boolean[] used = new boolean[pairs.count()];
    Arrays.fill(used, true);
    AffineMap map = new PointFit(pairs, used).map(freedom);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      boolean[] nearest = nearest(pairs, map, kept);
      if (Arrays.equals(nearest, used)) {
        break;
      }
      used = nearest;
      map = new PointFit(pairs, used).map(freedom);
    }
    return map;
  }

  /** Whether there are pairs enough. */
  public static boolean possible(Correspondences pairs, double keep) {
    return kept(pairs, keep) >= FEWEST;
  }

  private static int kept(Correspondences pairs, double keep) {
    return (int) Math.ceil(keep * pairs.count());
  }

  private static boolean[] nearest(Correspondences pairs, AffineMap map, int kept) {
    double[] squares = new double[pairs.count()];
    for (int n = 0; n < squares.length; n++) {
      squares[n] = squaredDistance(pairs, map, n);
    }
    double[] sorted = squares.clone();
    Arrays.sort(sorted);
    double farthest = sorted[kept - 1];
    boolean[] nearest = new boolean[squares.length];
    for (int n = 0; n < squares.length; n++) {
      nearest[n] = squares[n] <= farthest;
    }
    return nearest;
  }

  private static double squaredDistance(Correspondences pairs, AffineMap map, int n) {
    double x = pairs.from()[3 * n];
    double y = pairs.from()[3 * n + 1];
    double z = pairs.from()[3 * n + 2];
    double dx = map.row0(x, y, z) - pairs.to()[3 * n];
    double dy = map.row1(x, y, z) - pairs.to()[3 * n + 1];
    double dz = map.row2(x, y, z) - pairs.to()[3 * n + 2];
    return dx * dx + dy * dy + dz * dz;
  }
}
