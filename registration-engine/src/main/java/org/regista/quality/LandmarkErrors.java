package org.regista.quality;

import java.util.Arrays;
import java.util.List;
import org.regista.error.InputDataException;
import org.regista.geometry.LpsPoint;
import org.regista.transform.Transform;

/**
 * Distances between points that a person marked on both images, in mm: the point marked on the
 * moving image against where the transform takes the one marked on the fixed image.
 *
 * @param before with coordinates taken as they are
 * @param after with the registration
 */
public record LandmarkErrors(int points, Errors before, Errors after) {

  /**
   * @param sd standard deviation of the sample (n - 1)
   * @param worst position of the worst point in the lists, from 0
   */
  public record Errors(double mean, double median, double p95, double max, double sd, int worst) {

    static Errors of(double[] mm) {
      double[] sorted = mm.clone();
      Arrays.sort(sorted);
      double mean = Arrays.stream(mm).sum() / mm.length;
      double squares = Arrays.stream(mm).map(e -> (e - mean) * (e - mean)).sum();
      int worst = 0;
      for (int n = 1; n < mm.length; n++) {
        worst = mm[n] > mm[worst] ? n : worst;
      }
      return new Errors(
          mean,
          Spread.percentile(sorted, 50),
          Spread.percentile(sorted, 95),
          mm[worst],
          mm.length > 1 ? Math.sqrt(squares / (mm.length - 1)) : 0,
          worst);
    }
  }

  /**
   * @param fixed points on the fixed image, LPS mm
   * @param moving the same anatomy on the moving image, in the same order
   * @param forward fixed to moving
   * @throws InputDataException if the lists differ in length or are empty
   */
  public static LandmarkErrors of(List<LpsPoint> fixed, List<LpsPoint> moving, Transform forward) {
    if (fixed.size() != moving.size() || fixed.isEmpty()) {
      throw new InputDataException(
          "%d points on the fixed image and %d on the moving one; each needs its counterpart"
              .formatted(fixed.size(), moving.size()));
    }
    double[] before = new double[fixed.size()];
    double[] after = new double[fixed.size()];
    for (int n = 0; n < before.length; n++) {
      before[n] = moving.get(n).distanceMm(fixed.get(n));
      after[n] = moving.get(n).distanceMm(forward.toMoving(fixed.get(n)));
    }
    return new LandmarkErrors(before.length, Errors.of(before), Errors.of(after));
  }
}
