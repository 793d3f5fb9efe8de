package org.regista.register.blocks;

import java.util.Arrays;
import java.util.List;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;

/**
 * The rigid map of least squares between pairs of points that a person marked (Kabsch 1976,
 * doi:10.1107/S0567739476001873).
 */
public final class LandmarkFit {

  private LandmarkFit() {}

  /**
   * @param fixed LPS mm
   * @param moving the same anatomy on the moving image, in the same order
   * @return fixed to moving
   * @throws InputDataException if there are fewer than three pairs, or all lie on a line
   */
  public static AffineMap rigid(List<LpsPoint> fixed, List<LpsPoint> moving) {
    if (fixed.size() != moving.size()) {
      throw new IllegalArgumentException(
          "%d points and %d counterparts".formatted(fixed.size(), moving.size()));
    }
    boolean[] all = new boolean[fixed.size()];
    Arrays.fill(all, true);
    return new PointFit(new Correspondences(coordinates(fixed), coordinates(moving), 0), all)
        .rigidOfFew();
  }

  private static double[] coordinates(List<LpsPoint> points) {
    return points.stream()
        .flatMapToDouble(p -> Arrays.stream(new double[] {p.x(), p.y(), p.z()}))
        .toArray();
  }
}
