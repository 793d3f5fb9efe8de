package org.regista.app.gui.volume;

import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.regista.app.gui.viewer.ViewerLayout;
import org.regista.app.gui.viewer.ViewerViewModel;

/** Turns what the mouse does on the picture in depth into wishes of its view-model. */
final class VolumeMouse {

  private static final double RAD_PER_PIXEL = Math.toRadians(0.5);
  private static final double PIXELS_PER_ZOOM = 150;
  private static final double ZOOM_PER_NOTCH = 1.15;

  private final VolumeView view;
  private final VolumeViewModel model;
  private double lastX;
  private double lastY;

  VolumeMouse(VolumeView view, VolumeViewModel model) {
    this.view = view;
    this.model = model;
  }

  void attach() {
    view.setOnMousePressed(this::pressed);
    view.setOnMouseDragged(this::dragged);
    view.setOnMouseReleased(this::released);
    view.setOnMouseClicked(this::clicked);
    view.setOnScroll(this::scrolled);
  }

  private void pressed(MouseEvent e) {
    view.requestFocus();
    lastX = e.getX();
    lastY = e.getY();
  }

  private void dragged(MouseEvent e) {
    double right = e.getX() - lastX;
    double down = e.getY() - lastY;
    if (right == 0 && down == 0) {
      return;
    }
    model.setMoving(true);
    switch (e.getButton()) {
      case SECONDARY -> model.zoom(Math.exp(-down / PIXELS_PER_ZOOM));
      case MIDDLE -> model.pan(right * view.scale(), down * view.scale());
      default -> model.turn(right * RAD_PER_PIXEL, down * RAD_PER_PIXEL);
    }
    lastX = e.getX();
    lastY = e.getY();
  }

  /** The last of the way may come with the release alone, as systems merge movements. */
  private void released(MouseEvent e) {
    dragged(e);
    model.setMoving(false);
  }

  private void clicked(MouseEvent e) {
    if (e.getButton() != MouseButton.PRIMARY || !e.isStillSincePress()) {
      return;
    }
    ViewerViewModel viewer = model.viewer();
    if (e.getClickCount() == 2) {
      boolean alone = viewer.layout().get() == ViewerLayout.DEPTH;
      viewer.layout().set(alone ? ViewerLayout.QUAD : ViewerLayout.DEPTH);
    } else {
      int column = (int) (e.getX() * view.scale());
      int row = (int) (e.getY() * view.scale());
      model.placeAt(column, row).ifPresent(viewer::placeCrosshair);
    }
  }

  private void scrolled(ScrollEvent e) {
    double delta = e.getDeltaY() != 0 ? e.getDeltaY() : e.getDeltaX();
    model.zoom(Math.pow(ZOOM_PER_NOTCH, Math.signum(delta)));
    e.consume();
  }
}
