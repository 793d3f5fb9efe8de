package org.regista.transform;

import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.Space;

/** A rotation and a translation; angles between and distances of points are kept. */
public record RigidTransform(Space fixed, Space moving, AffineMap fixedToMoving)
    implements Transform {

  private static final double ORTHOGONALITY_TOLERANCE = 1e-6;

  public RigidTransform {
    double deviation = deviationFromRotation(fixedToMoving);
    if (!(deviation < ORTHOGONALITY_TOLERANCE) || fixedToMoving.determinant() < 0) {
      throw new IllegalArgumentException(
          "not a rotation: deviates by %g from orthogonality (allowed %g), determinant %g"
              .formatted(deviation, ORTHOGONALITY_TOLERANCE, fixedToMoving.determinant()));
    }
  }

  @Override
  public LpsPoint toMoving(LpsPoint inFixed) {
    return fixedToMoving.apply(inFixed);
  }

  /** The exact inverse: from the moving space to the fixed one. */
  public RigidTransform inverse() {
    return new RigidTransform(moving, fixed, fixedToMoving.inverse());
  }

  /** Largest entry of |M'M - 1|. */
  public static double deviationFromRotation(AffineMap map) {
    double worst = 0;
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        double dot = map.column(a).dot(map.column(b));
        worst = Math.max(worst, Math.abs(dot - (a == b ? 1 : 0)));
      }
    }
    return worst;
  }
}
