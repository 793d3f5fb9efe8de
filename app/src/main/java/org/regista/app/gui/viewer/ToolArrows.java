package org.regista.app.gui.viewer;

import javafx.scene.input.KeyCode;
import org.regista.viewers.state.Plane;

/**
 * The arrow keys do what the mouse would do with the chosen tool: change the window, move the
 * picture, enlarge it, turn it. With the crosshair they are left to the slices.
 */
final class ToolArrows {

  private static final double WINDOW_PIXELS = 10;
  private static final double PAN_MM = 10;
  private static final double ZOOM = 1.15;
  private static final double TILT_RAD = Math.toRadians(1);

  private final ViewerViewModel model;

  ToolArrows(ViewerViewModel model) {
    this.model = model;
  }

  /** Whether the key was one for the tool. */
  boolean pressed(KeyCode code) {
    int right = code == KeyCode.RIGHT ? 1 : code == KeyCode.LEFT ? -1 : 0;
    int down = code == KeyCode.DOWN ? 1 : code == KeyCode.UP ? -1 : 0;
    if (right == 0 && down == 0) {
      return false;
    }
    switch (model.tool().get()) {
      case CROSSHAIR, REGION -> {
        return false;
      }
      case WINDOW -> model.dragWindow(right * WINDOW_PIXELS, down * WINDOW_PIXELS);
      case PAN -> pan(right, down);
      case ZOOM -> model.zoom(Math.pow(ZOOM, right - down));
      case TILT -> model.tilt(model.activePlane().get(), (right + down) * TILT_RAD);
    }
    return true;
  }

  /** By the same way on the screen at any zoom. */
  private void pan(int right, int down) {
    model
        .shown()
        .get()
        .map(s -> s.state().camera())
        .ifPresent(
            camera -> {
              Plane.Axes axes = camera.axes(model.activePlane().get());
              double mm = PAN_MM / camera.zoom();
              model.pan(axes.right().times(right * mm).plus(axes.down().times(down * mm)));
            });
  }
}
