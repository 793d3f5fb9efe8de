package org.regista.app.gui.registration;

import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.regista.app.gui.viewer.Shown;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.quality.Agreement;
import org.regista.viewers.slice.Scene;

/** How much of the fixed anatomy the moving image shows, where it lies now: before any run. */
public final class OverlapViewModel {

  private static final double LITTLE = 0.25;

  private final Executor background;
  private final Executor fx;
  private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
  private Optional<Scene> asked = Optional.empty();

  public OverlapViewModel(ViewerViewModel viewer, Executor background, Executor fx) {
    this.background = background;
    this.fx = fx;
    viewer.shown().subscribe(this::follow);
  }

  /** A sentence; empty while nothing is known. */
  public ReadOnlyStringProperty text() {
    return text.getReadOnlyProperty();
  }

  private void follow(Optional<Shown> shown) {
    Optional<Scene> scene = shown.map(s -> s.loaded().scene());
    if (scene.equals(asked)) {
      return;
    }
    asked = scene;
    text.set("");
    scene.ifPresent(s -> background.execute(() -> measure(s)));
  }

  private void measure(Scene scene) {
    if (!asked.filter(scene::equals).isPresent()) {
      return; // the picture has moved on since
    }
    try {
      double share = Agreement.overlap(scene.fixed(), scene.moving(), scene.fixedToMoving());
      fx.execute(
          () -> {
            if (asked.filter(scene::equals).isPresent()) {
              text.set(words(share));
            }
          });
    } catch (IllegalStateException e) {
      // the case was closed while it was measured: nobody asks any more
      fx.execute(() -> text.set(""));
    }
  }

  private static String words(double share) {
    String sentence =
        "%.0f %% of the fixed anatomy lies inside the moving image.".formatted(100 * share);
    return share < LITTLE
        ? sentence
            + " That is little: search for a start, or place the image by hand or landmarks first."
        : sentence;
  }
}
