package org.regista.app.gui.viewer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.regista.app.gui.LoadedCase;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.viewers.slice.PixelImage;
import org.regista.viewers.slice.RegistrationBadge;
import org.regista.viewers.slice.Scene;
import org.regista.viewers.slice.SliceFrame;
import org.regista.viewers.slice.SliceRenderer;
import org.regista.viewers.state.Fusion;
import org.regista.viewers.state.FusionMode;
import org.regista.viewers.state.Plane;
import org.regista.viewers.state.ViewState;
import org.regista.viewers.state.ViewState.Deformation;
import org.regista.viewers.structure.Outline;
import org.regista.viewers.structure.Overlays;

/**
 * One picture: what the viewer shows in it, rendered away from the FX thread, the newest wish
 * first.
 */
public final class SliceViewModel {

  private final ViewerLayout.Cell cell;
  private final ViewerViewModel viewer;
  private final SliceDrawing drawing;
  private final LatestOnly queue;
  private final ReadOnlyObjectWrapper<Optional<Picture>> picture =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private int width;
  private int height;
  private boolean inLayout = true;

  SliceViewModel(
      ViewerLayout.Cell cell,
      ViewerViewModel viewer,
      SliceRenderer renderer,
      Executor renderThread,
      Executor fx) {
    this.cell = cell;
    this.viewer = viewer;
    this.drawing = new SliceDrawing(renderer, done -> fx.execute(() -> showPicture(done)));
    this.queue = new LatestOnly(renderThread);
    viewer.shown().subscribe(s -> request());
    viewer.held().subscribe(mode -> request());
    viewer.tick().subscribe(n -> request());
    viewer.regions().outlines().subscribe(r -> request());
  }

  /**
   * Finished pixels.
   *
   * @param frame where they lie; the image may be coarser by a whole factor
   */
  public record Picture(PixelImage image, SliceFrame frame) {}

  public Plane plane() {
    return cell.plane();
  }

  /** What the picture shows of the pair. */
  public ViewerLayout.Content content() {
    return cell.content();
  }

  public ViewerViewModel viewer() {
    return viewer;
  }

  /** The newest picture. */
  public ReadOnlyObjectProperty<Optional<Picture>> picture() {
    return picture.getReadOnlyProperty();
  }

  /** Size in device pixels; nothing is rendered before it is known. */
  public void resize(int newWidth, int newHeight) {
    if (newWidth != width || newHeight != height) {
      width = newWidth;
      height = newHeight;
      request();
    }
  }

  /** Whether the layout has a place for this picture; otherwise nothing is rendered. */
  void setInLayout(boolean now) {
    inLayout = now;
    if (now) {
      request();
    }
  }

  private void showPicture(Picture done) {
    picture.set(Optional.of(done));
    viewer.countDrawn();
  }

  /** The frame of the present state, ahead of the picture on the screen. */
  public Optional<SliceFrame> frame() {
    return viewer
        .shown()
        .get()
        .filter(s -> width > 0 && height > 0)
        .map(
            s ->
                SliceFrame.of(
                    s.state().camera(), s.loaded().scene().fixed().grid(), plane(), width, height));
  }

  /** The place under a pixel. */
  public Optional<LpsPoint> toLps(double column, double row) {
    return frame().map(f -> f.toLps(column, row));
  }

  /** What a drag by so many pixels is in the patient. */
  public LpsVector toLpsVector(double columns, double rows) {
    return frame().map(f -> f.toLps(columns, rows).minus(f.toLps(0, 0))).orElse(LpsVector.ZERO);
  }

  private void request() {
    Optional<Shown> shown = viewer.shown().get();
    if (shown.isEmpty()) {
      picture.set(Optional.empty());
      return;
    }
    if (inLayout) {
      Shown here = shown.get().with(state(shown.get().state()));
      Scene scene = scene(here.loaded());
      frame().ifPresent(frame -> queue.submit(newer -> drawing.draw(here, scene, frame, newer)));
    }
  }

  private ViewState state(ViewState given) {
    List<Outline> outlines = new ArrayList<>(given.overlays().outlines());
    outlines.addAll(viewer.regions().outlines().get());
    ViewState all = given.withOverlays(new Overlays(outlines, given.overlays().dose()));
    ViewState plain = all.withDeformation(all.deformation().withKind(Deformation.Kind.HIDDEN));
    return switch (cell.content()) {
      case FUSED -> all.withFusion(fusion(all.fusion()));
      case FIXED -> all.withFusion(all.fusion().withMode(FusionMode.FIXED_ONLY));
      case MOVING -> plain.withFusion(all.fusion().withMode(FusionMode.MOVING_ONLY));
      case BEFORE -> plain.withFusion(fusion(all.fusion()));
    };
  }

  private Fusion fusion(Fusion chosen) {
    return viewer.held().get().map(chosen::withMode).orElse(chosen.atTick(viewer.tick().get()));
  }

  private Scene scene(LoadedCase loaded) {
    return cell.content() == ViewerLayout.Content.BEFORE ? loaded.asScanned() : loaded.view();
  }

  /** The badge of this picture, which is another one before registration. */
  RegistrationBadge badge(LoadedCase loaded) {
    return cell.content() == ViewerLayout.Content.BEFORE
        ? loaded.badgeAsScanned()
        : loaded.viewBadge();
  }

  /** Where the anatomy at the pointer lies on this picture, if that is another place. */
  Optional<LpsPoint> counterpart() {
    return viewer
        .pointer()
        .get()
        .filter(p -> cell.content() == ViewerLayout.Content.BEFORE)
        .flatMap(
            p -> viewer.shown().get().map(s -> s.loaded().scene().fixedToMoving().toMoving(p)));
  }
}
