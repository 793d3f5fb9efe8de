package org.regista.app.gui;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.regista.geometry.Space;
import org.regista.image.Volume;
import org.regista.transform.AffineTransform;
import org.regista.transform.DisplacementField;
import org.regista.transform.RigidTransform;
import org.regista.transform.Transform;
import org.regista.transform.TransformChain;
import org.regista.viewers.slice.InitialView;
import org.regista.viewers.slice.RegistrationBadge;
import org.regista.viewers.slice.Scene;
import org.regista.viewers.state.ViewState;

/**
 * A pair of volumes as it was opened, and what goes with the moving one. Owns the volumes and the
 * displacement fields of the transform: closed when nobody renders them any more.
 *
 * @param title what the window says
 * @param scene the pair that is registered
 * @param badge what may be said of the pair
 * @param firstLook how it is shown at first
 * @param companions further images of the moving side
 */
public record LoadedCase(
    String title, Scene scene, RegistrationBadge badge, ViewState firstLook, Companions companions)
    implements AutoCloseable {

  /**
   * Images that go with the moving one.
   *
   * @param all in the order in which they were given
   * @param seen which one is shown in place of the moving image: 0 for none, else from 1
   * @param paths of the fixed, the moving and these images, in this order
   */
  public record Companions(List<Companion> all, int seen, List<Path> paths) {

    static final Companions NONE = new Companions(List.of(), 0, List.of());

    public Companions {
      all = List.copyOf(all);
      paths = List.copyOf(paths);
    }
  }

  /** A pair without companions. */
  public LoadedCase(String title, Scene scene, RegistrationBadge badge, ViewState firstLook) {
    this(title, scene, badge, firstLook, Companions.NONE);
  }

  /** The images that the pictures show: the pair, or a companion in place of the moving one. */
  public Scene view() {
    return seen().map(c -> showing(c.volume())).orElse(scene);
  }

  private Optional<Companion> seen() {
    return companions.seen() == 0
        ? Optional.empty()
        : Optional.of(companions.all().get(companions.seen() - 1));
  }

  private Scene showing(Volume moving) {
    return new Scene(scene.fixed(), moving, scene.fixedToMoving());
  }

  /** What may be said of {@link #view}: that of the pair, and through which image it goes. */
  public RegistrationBadge viewBadge() {
    return through(badge);
  }

  private RegistrationBadge through(RegistrationBadge pair) {
    return seen()
        .map(
            c ->
                new RegistrationBadge(
                    pair.trust(),
                    "%s through %s: %s%s"
                        .formatted(
                            Companion.kind(c.volume()),
                            Companion.kind(scene.moving()),
                            pair.text(),
                            c.frame() == Companion.Frame.USER_ENTERED
                                ? "; one frame by your word"
                                : "")))
        .orElse(pair);
  }

  /** The same volumes as their headers place them. */
  public Scene asScanned() {
    return new Scene(
        scene.fixed(),
        view().moving(),
        AffineTransform.identity(scene.fixed().space(), scene.moving().space()));
  }

  /** What may be said of {@link #asScanned}. */
  public RegistrationBadge badgeAsScanned() {
    return through(badgeAsScanned(scene.fixed().space(), scene.moving().space()));
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
    Scene next = new Scene(scene.fixed(), scene.moving(), fixedToMoving);
    return new LoadedCase(title, next, through, firstLook, companions);
  }

  /** With a companion in the pictures, or for 0 the moving image; one that is not placed is not. */
  public LoadedCase seeing(int number) {
    boolean placed = number > 0 && companions.all().get(number - 1).isPlaced();
    return with(new Companions(companions.all(), placed ? number : 0, companions.paths()));
  }

  private LoadedCase with(Companions next) {
    LoadedCase changed = new LoadedCase(title, scene, badge, firstLook, next);
    ViewState look = firstLook.withMoving(InitialView.of(changed.view()).moving());
    return new LoadedCase(title, scene, badge, look, next);
  }

  /** With what a person says of the frames of reference of the companions. */
  public LoadedCase framesSaid(boolean same) {
    List<Companion> said = companions.all().stream().map(c -> c.said(same)).toList();
    LoadedCase next = with(new Companions(said, companions.seen(), companions.paths()));
    return next.seeing(companions.seen());
  }

  /** With other voxels in place of {@code old}, which the caller closes. */
  public LoadedCase replacing(Volume old, Volume next) {
    List<Companion> replaced = new ArrayList<>();
    companions.all().forEach(c -> replaced.add(c.volume() == old ? c.with(next) : c));
    Scene pair =
        new Scene(
            scene.fixed() == old ? next : scene.fixed(),
            scene.moving() == old ? next : scene.moving(),
            scene.fixedToMoving());
    Companions with = new Companions(replaced, companions.seen(), companions.paths());
    LoadedCase changed = new LoadedCase(title, pair, badge, firstLook, with);
    ViewState look = InitialView.of(changed.view());
    return new LoadedCase(
        title, pair, badge, firstLook.withFixed(look.fixed()).withMoving(look.moving()), with);
  }

  /** All volumes: fixed, moving, companions. */
  public List<Volume> volumes() {
    List<Volume> all = new ArrayList<>(List.of(scene.fixed(), scene.moving()));
    companions.all().forEach(c -> all.add(c.volume()));
    return all;
  }

  @Override
  public void close() {
    volumes().forEach(Volume::close);
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
