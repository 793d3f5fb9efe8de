package org.regista.app.gui.volume;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.regista.app.gui.viewer.LatestOnly;
import org.regista.app.gui.viewer.Shown;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.geometry.LpsPoint;
import org.regista.viewers.slice.Scene;
import org.regista.viewers.volume.VolumeCamera;
import org.regista.viewers.volume.VolumeCamera.Side;
import org.regista.viewers.volume.VolumeRenderer.Picture;
import org.regista.viewers.volume.VolumeScene;

/** The pair in depth: what is chosen, from where it is seen, and the newest picture. */
public final class VolumeViewModel {

  private final ViewerViewModel viewer;
  private final Executor thread;
  private final DepthDrawing drawing;
  private final LatestOnly queue;
  private final ReadOnlyObjectWrapper<Optional<DepthSettings>> settings =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<VolumeCamera>> camera =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Picture>> picture =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyStringWrapper line = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper inLayout = new ReadOnlyBooleanWrapper(false);
  private Optional<Scene> scene = Optional.empty();
  private int width;
  private int height;
  private boolean moving;

  /**
   * @param thread one thread, in order, to which a graphics device will belong
   * @param threads that share a picture drawn in plain Java
   */
  public VolumeViewModel(ViewerViewModel viewer, Executor thread, int threads, Executor fx) {
    this.viewer = viewer;
    this.thread = thread;
    this.drawing = new DepthDrawing(threads, result -> fx.execute(() -> accept(result)));
    this.queue = new LatestOnly(thread);
    viewer.shown().subscribe(this::follow);
  }

  public ViewerViewModel viewer() {
    return viewer;
  }

  /** Empty until something was opened. */
  ReadOnlyObjectProperty<Optional<DepthSettings>> settings() {
    return settings.getReadOnlyProperty();
  }

  /** From where the patient is seen; empty until something was opened. */
  public ReadOnlyObjectProperty<Optional<VolumeCamera>> camera() {
    return camera.getReadOnlyProperty();
  }

  /** The newest picture. */
  public ReadOnlyObjectProperty<Optional<Picture>> picture() {
    return picture.getReadOnlyProperty();
  }

  /** What draws it, or what it waits for. */
  public ReadOnlyStringProperty line() {
    return line.getReadOnlyProperty();
  }

  /** Whether the layout has a place for it; otherwise nothing is drawn. */
  public ReadOnlyBooleanProperty inLayout() {
    return inLayout.getReadOnlyProperty();
  }

  /** The pair, if there is one. */
  Optional<Scene> scene() {
    return scene;
  }

  void setInLayout(boolean now) {
    inLayout.set(now);
    request();
  }

  /** Size in device pixels; nothing is drawn before it is known. */
  void resize(int newWidth, int newHeight) {
    if (newWidth != width || newHeight != height) {
      width = newWidth;
      height = newHeight;
      request();
    }
  }

  private void follow(Optional<Shown> shown) {
    Optional<Scene> now = shown.map(s -> s.loaded().scene());
    if (!now.equals(scene)) {
      boolean samePair =
          now.isPresent()
              && scene.isPresent()
              && now.get().fixed() == scene.get().fixed()
              && now.get().moving() == scene.get().moving();
      scene = now;
      drawing.want(now.orElse(null));
      picture.set(Optional.empty()); // it shows what is no longer so
      if (!samePair) {
        settings.set(now.map(DepthSettings::first));
        camera.set(now.map(s -> VolumeScene.firstView(s.fixed().grid())));
      }
    }
    request();
  }

  void change(UnaryOperator<DepthSettings> how) {
    settings.set(settings.get().map(how));
    request();
  }

  private void look(UnaryOperator<VolumeCamera> how) {
    camera.set(camera.get().map(how));
    request();
  }

  /** Turns the patient under the hand, radians. */
  public void turn(double rightRad, double downRad) {
    look(c -> c.turned(rightRad, downRad));
  }

  public void seeFrom(Side side) {
    look(c -> c.seenFrom(side));
  }

  public void zoom(double factor) {
    look(c -> c.zoomedBy(factor));
  }

  /** Moves the picture by pixels. */
  void pan(double rightPixels, double downPixels) {
    look(
        c -> {
          double mm = c.mmPerPixel(width, height);
          return c.withCentre(
              c.centre()
                  .plus(c.right().times(-rightPixels * mm))
                  .plus(c.down().times(-downPixels * mm)));
        });
  }

  /** The whole of it again, from where it is seen. */
  public void fit() {
    scene.ifPresent(
        s -> {
          VolumeCamera first = VolumeScene.firstView(s.fixed().grid());
          look(c -> new VolumeCamera(c.right(), c.down(), first.centre(), first.widthMm()));
        });
  }

  /** Said while a hand drags: pictures may then be coarse. */
  void setMoving(boolean now) {
    if (now != moving) {
      moving = now;
      request();
    }
  }

  /** What a pixel shows. */
  public Optional<LpsPoint> placeAt(int column, int row) {
    return picture.get().flatMap(p -> p.placeAt(column, row));
  }

  private void request() {
    Optional<Shown> shown = viewer.shown().get();
    if (inLayout.get()
        && width > 0
        && height > 0
        && shown.isPresent()
        && camera.get().isPresent()) {
      VolumeCamera from = camera.get().get();
      Scene now = shown.get().loaded().scene();
      DepthDrawing.Wish wish =
          new DepthDrawing.Wish(
              now,
              shown.get().state(),
              settings.get().orElseThrow().look(now, shown.get().state(), from.away()),
              from,
              width,
              height,
              moving || shown.get().moving());
      queue.submit(newer -> drawing.draw(wish, newer));
    }
  }

  private void accept(DepthDrawing.Result result) {
    if (scene.filter(result.scene()::equals).isPresent()) {
      line.set(result.line());
      result.picture().ifPresent(p -> picture.set(Optional.of(p)));
    }
  }

  /** Frees the graphics device; the last call. */
  public void close() {
    drawing.want(null);
    thread.execute(drawing::close);
  }
}
