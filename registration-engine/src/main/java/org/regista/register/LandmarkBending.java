package org.regista.register;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.register.RegistrationRequest.PointPair;
import org.regista.register.landmarks.ThinPlateSpline;

/** The landmarks of a request as a map before a linear one. */
final class LandmarkBending {

  private LandmarkBending() {}

  /** Whether the landmarks tell more than a rigid map. */
  static boolean canBend(RegistrationRequest request) {
    return ThinPlateSpline.canThrough(fixed(request));
  }

  /**
   * x + u(x) with {@code A(f + u(f))} close to m for every landmark.
   *
   * @param fixedToMoving A, LPS mm
   * @throws InputDataException if the landmarks tell no such map, or it would fold
   */
  static ThinPlateSpline spline(RegistrationRequest request, AffineMap fixedToMoving) {
    AffineMap back = fixedToMoving.inverse();
    List<LpsPoint> to =
        request.extras().landmarks().stream().map(pair -> back.apply(pair.inMoving())).toList();
    ThinPlateSpline spline = ThinPlateSpline.through(fixed(request), to);
    double smallest =
        Math.min(
            spline.affine().determinant(),
            spline.smallestJacobian(request.fixed().grid(), request.threads()));
    if (!(smallest > 0)) {
      throw new InputDataException(
          "the thin-plate spline through the landmarks folds (smallest Jacobian %.2f); landmark %d lies farthest from the rigid fit: do both sides of it show the same place? Else fit rigidly"
              .formatted(smallest, farthest(fixed(request), to)));
    }
    return spline;
  }

  private static List<LpsPoint> fixed(RegistrationRequest request) {
    return request.extras().landmarks().stream().map(PointPair::inFixed).toList();
  }

  /** Counted from 1. */
  private static int farthest(List<LpsPoint> from, List<LpsPoint> to) {
    return 1
        + IntStream.range(0, from.size())
            .boxed()
            .max(Comparator.comparingDouble(n -> from.get(n).distanceMm(to.get(n))))
            .orElseThrow();
  }
}
