package org.regista.app.gui;

import java.util.List;
import java.util.stream.Stream;
import org.regista.geometry.Space;
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

  /** The same volumes as their headers place them. */
  public Scene asScanned() {
    return new Scene(
        scene.fixed(),
        scene.moving(),
        AffineTransform.identity(scene.fixed().space(), scene.moving().space()));
  }

  /** What may be said of {@link #asScanned}. */
  public RegistrationBadge badgeAsScanned() {
    return badgeAsScanned(scene.fixed().space(), scene.moving().space());
  }

  static RegistrationBadge badgeAsScanned(Space fixed, Space moving) {
    return RegistrationBadge.byHeaders(fixed, moving);
  }

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

  /** The same volumes, which both then own, through another transform. */
  public LoadedCase through(Transform fixedToMoving, RegistrationBadge through) {
    return new LoadedCase(
        title, new Scene(scene.fixed(), scene.moving(), fixedToMoving), through, firstLook);
  }

  @Override
  public void close() {
    scene.fixed().close();
    scene.moving().close();
    closeFields(scene.fixedToMoving());
  }

  /** Closes what a transform owns. */
  public static void closeFields(Transform transform) {
    fields(transform).forEach(DisplacementField::close);
  }

  /** Closes what a transform owns and {@code kept} does not use. */
  public static void closeFields(Transform transform, Transform kept) {
    List<DisplacementField> used = fields(kept).toList();
    fields(transform).filter(f -> !used.contains(f)).forEach(DisplacementField::close);
  }

  private static Stream<DisplacementField> fields(Transform transform) {
    return switch (transform) {
      case DisplacementField field -> Stream.of(field);
      case TransformChain chain -> chain.steps().stream().flatMap(LoadedCase::fields);
      case RigidTransform rigid -> Stream.empty();
      case AffineTransform affine -> Stream.empty();
    };
  }
}
