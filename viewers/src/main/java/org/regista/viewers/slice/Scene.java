package org.regista.viewers.slice;

import java.util.Optional;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.image.GridSampler;
import org.regista.image.Volume;
import org.regista.transform.DisplacementField;
import org.regista.transform.Transform;
import org.regista.transform.TransformChain;

/**
 * Two volumes and where the anatomy of the fixed one lies in the moving one. Borrows all three:
 * whoever closes them must first see to it that nobody renders any more.
 */
public record Scene(Volume fixed, Volume moving, Transform fixedToMoving) {

  private static final int MOST_STEPS = 50;
  private static final double CLOSE_MM = 0.01;
  private static final double LEAST_SLOPE = 1e-3;

  public Scene {
    requireSame("fixed", fixed.space().label(), fixed.space().equals(fixedToMoving.fixed()));
    requireSame("moving", moving.space().label(), moving.space().equals(fixedToMoving.moving()));
  }

  private static void requireSame(String side, String label, boolean same) {
    if (!same) {
      throw new IllegalArgumentException(
          "the transform's %s space is not that of the %s volume '%s'"
              .formatted(side, side, label));
    }
  }

  /** The displacement field that starts the transform, borrowed; empty if nothing bends. */
  public Optional<DisplacementField> bending() {
    Transform first = fixedToMoving;
    while (first instanceof TransformChain chain) {
      first = chain.steps().getFirst();
    }
    return first instanceof DisplacementField field ? Optional.of(field) : Optional.empty();
  }

  /** Fixed intensity at a fixed-space point, trilinear; NaN outside. */
  public double fixedAt(LpsPoint p) {
    return at(fixed, p);
  }

  /** Moving intensity of the anatomy at a fixed-space point, trilinear; NaN outside. */
  public double movingAt(LpsPoint inFixed) {
    return at(moving, fixedToMoving.toMoving(inFixed));
  }

  /**
   * Where in the fixed space the anatomy at a place of the moving space lies: Newton's method on
   * the transform, to 0.01 mm; empty where it finds none.
   */
  public Optional<LpsPoint> inFixed(LpsPoint inMoving) {
    LpsPoint x = fixed.grid().centre();
    for (int n = 0; n < MOST_STEPS; n++) {
      LpsVector miss = inMoving.minus(fixedToMoving.toMoving(x));
      if (miss.lengthMm() < CLOSE_MM) {
        return Optional.of(x);
      }
      AffineMap slope =
          AffineMap.ofColumns(
              change(x, new LpsVector(1, 0, 0)),
              change(x, new LpsVector(0, 1, 0)),
              change(x, new LpsVector(0, 0, 1)),
              new LpsPoint(0, 0, 0));
      if (!(Math.abs(slope.determinant()) > LEAST_SLOPE)) {
        return Optional.empty();
      }
      x = x.plus(slope.inverse().applyToVector(miss));
    }
    return Optional.empty();
  }

  private LpsVector change(LpsPoint x, LpsVector millimetre) {
    return fixedToMoving.toMoving(x.plus(millimetre)).minus(fixedToMoving.toMoving(x));
  }

  private static double at(Volume volume, LpsPoint p) {
    GridSampler voxels = new GridSampler(volume.voxels(), volume.grid());
    return voxels.moveTo(p.x(), p.y(), p.z()) ? voxels.value(0) : Double.NaN;
  }
}
