package org.regista.transform;

import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.Space;

/** An affine pull-back with positive determinant, so that it never mirrors the patient. */
public record AffineTransform(Space fixed, Space moving, AffineMap fixedToMoving)
    implements Transform {

  public AffineTransform {
    if (!fixedToMoving.isFinite() || !(fixedToMoving.determinant() > 0)) {
      throw new IllegalArgumentException(
          "an affine transform needs a positive determinant, not " + fixedToMoving.determinant());
    }
  }

  /** The transform that leaves coordinates as they are: alignment by header. */
  public static AffineTransform identity(Space fixed, Space moving) {
    return new AffineTransform(fixed, moving, AffineMap.IDENTITY);
  }

  @Override
  public LpsPoint toMoving(LpsPoint inFixed) {
    return fixedToMoving.apply(inFixed);
  }

  /** The exact inverse: from the moving space to the fixed one. */
  public AffineTransform inverse() {
    return new AffineTransform(moving, fixed, fixedToMoving.inverse());
  }
}
