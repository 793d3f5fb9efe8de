package org.regista.viewers.slice;

import java.util.Optional;
import org.regista.geometry.LpsPoint;
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

  private static double at(Volume volume, LpsPoint p) {
    GridSampler voxels = new GridSampler(volume.voxels(), volume.grid());
    return voxels.moveTo(p.x(), p.y(), p.z()) ? voxels.value(0) : Double.NaN;
  }
}
