package org.regista.app.gui;

import org.regista.transform.AffineTransform;
import org.regista.transform.DisplacementField;
import org.regista.transform.RigidTransform;
import org.regista.transform.Transform;
import org.regista.transform.TransformChain;
import org.regista.viewers.slice.RegistrationBadge;
import org.regista.viewers.slice.Scene;
import org.regista.viewers.state.ViewState;

/**
 * A pair of volumes as it was opened. Owns the volumes and the displacement fields of the
 * transform: closed when nobody renders them any more.
 *
 * @param title what the window says
 * @param firstLook how it is shown at first
 */
public record LoadedCase(String title, Scene scene, RegistrationBadge badge, ViewState firstLook)
    implements AutoCloseable {

  /** Whether the registration bends space, so that there is a deformation to show. */
  public boolean isDeformable() {
    return bends(scene.fixedToMoving());
  }

  private static boolean bends(Transform transform) {
    return switch (transform) {
      case DisplacementField field -> true;
      case TransformChain chain -> chain.steps().stream().anyMatch(LoadedCase::bends);
      case RigidTransform rigid -> false;
      case AffineTransform affine -> false;
    };
  }

  @Override
  public void close() {
    scene.fixed().close();
    scene.moving().close();
    closeFields(scene.fixedToMoving());
  }

  private static void closeFields(Transform transform) {
    if (transform instanceof DisplacementField field) {
      field.close();
    } else if (transform instanceof TransformChain chain) {
      chain.steps().forEach(LoadedCase::closeFields);
    }
  }
}
