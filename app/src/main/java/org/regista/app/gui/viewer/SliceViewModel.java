package org.regista.app.gui.viewer;

import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.viewers.slice.PixelImage;
import org.regista.viewers.slice.SliceFrame;
import org.regista.viewers.slice.SliceRenderer;
import org.regista.viewers.state.Plane;
import org.regista.viewers.state.ViewState;

/**
 * One plane: what the viewer shows of it, rendered away from the FX thread, the newest wish first.
 */
public final class SliceViewModel {

  private final Plane plane;
  private final ViewerViewModel viewer;
  private final SliceDrawing drawing;
  private final LatestOnly queue;
  private final ReadOnlyObjectWrapper<Optional<Picture>> picture =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private int width;
  private int height;

  SliceViewModel(
      Plane plane,
      ViewerViewModel viewer,
      SliceRenderer renderer,
      Executor renderThread,
      Executor fx) {
    this.plane = plane;
    this.viewer = viewer;
    this.drawing =
        new SliceDrawing(renderer, done -> fx.execute(() -> picture.set(Optional.of(done))));
    this.queue = new LatestOnly(renderThread);
    viewer.shown().subscribe(s -> request());
    viewer.held().subscribe(mode -> request());
  }

  /**
   * Finished pixels.
   *
   * @param frame where they lie; the image may be coarser by a whole factor
   */
  public record Picture(PixelImage image, SliceFrame frame) {}

  public Plane plane() {
    return plane;
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

  /** The frame of the present state, ahead of the picture on the screen. */
  public Optional<SliceFrame> frame() {
    return viewer
        .shown()
        .get()
        .filter(s -> width > 0 && height > 0)
        .map(
            s ->
                SliceFrame.of(
                    s.state().camera(), s.loaded().scene().fixed().grid(), plane, width, height));
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
    Shown s = shown.get();
    ViewState state =
        viewer
            .held()
            .get()
            .map(mode -> s.state().withFusion(s.state().fusion().withMode(mode)))
            .orElse(s.state());
    frame().ifPresent(frame -> queue.submit(newer -> drawing.draw(s.with(state), frame, newer)));
  }
}
