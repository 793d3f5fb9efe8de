package org.regista.app.gui.viewer;

import java.util.Locale;
import org.regista.app.gui.LoadedCase;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.transform.AffineTransform;
import org.regista.transform.DisplacementField;
import org.regista.transform.RigidTransform;
import org.regista.transform.Transform;
import org.regista.transform.TransformChain;
import org.regista.viewers.slice.Scene;

/** A transform in words: from where to where, and how far. */
final class TransformSentence {

  private static final double SAME_MM = 0.01;
  private static final double SAME = 1e-3;

  private TransformSentence() {}

  /**
   * "Takes a point of CT to MR: at the crosshair it goes 12.3 mm, turned by 4.2°, volume unchanged,
   * and bends by 3.1 mm."
   */
  static String of(LoadedCase loaded, LpsPoint crosshair) {
    Scene scene = loaded.scene();
    String direction =
        "Takes a point of %s to %s"
            .formatted(Readout.name(scene.fixed()), Readout.name(scene.moving()));
    AffineMap linear = linear(scene.fixedToMoving());
    LpsVector whole = scene.fixedToMoving().toMoving(crosshair).minus(crosshair);
    if (linear.equals(AffineMap.IDENTITY) && scene.bending().isEmpty()) {
      return direction + ": to the same coordinates, as the headers place both.";
    }
    return "%s: at the crosshair by %s mm%s%s%s."
        .formatted(
            direction,
            Readout.number(whole.lengthMm() < SAME_MM ? 0 : whole.lengthMm()),
            turned(linear),
            sized(linear),
            bent(scene, crosshair));
  }

  private static String turned(AffineMap linear) {
    // the trace of a rotation is 1 + 2 cos; of an affine map it is taken without its size
    double size = Math.cbrt(linear.determinant());
    double trace = (linear.column(0).x() + linear.column(1).y() + linear.column(2).z()) / size;
    double degrees = Math.toDegrees(Math.acos(Math.clamp((trace - 1) / 2, -1, 1)));
    return String.format(Locale.ROOT, ", turned by %.1f°", degrees);
  }

  private static String sized(AffineMap linear) {
    double change = linear.determinant() - 1;
    return Math.abs(change) < SAME
        ? ""
        : String.format(
            Locale.ROOT, ", volume %s%.1f %%", change < 0 ? "−" : "+", 100 * Math.abs(change));
  }

  private static String bent(Scene scene, LpsPoint crosshair) {
    return scene
        .bending()
        .map(u -> ", bent by " + Readout.number(u.displacementAt(crosshair).lengthMm()) + " mm")
        .orElse("");
  }

  /** The product of the linear steps. */
  private static AffineMap linear(Transform transform) {
    return switch (transform) {
      case RigidTransform rigid -> rigid.fixedToMoving();
      case AffineTransform affine -> affine.fixedToMoving();
      case DisplacementField field -> AffineMap.IDENTITY;
      case TransformChain chain ->
          chain.steps().stream()
              .map(TransformSentence::linear)
              .reduce(AffineMap.IDENTITY, AffineMap::andThen);
    };
  }
}
