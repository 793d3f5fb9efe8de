package org.regista.app.gui.viewer;

import java.util.Optional;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.regista.app.gui.viewer.ViewerViewModel.Tool;
import org.regista.geometry.LpsPoint;

/** Turns what the mouse does on one slice into wishes of its view-model. */
final class SliceMouse {

  private static final double ZOOM_PER_NOTCH = 1.15;
  private static final double PIXELS_PER_ZOOM = 150;
  private static final double BLEND_PER_NOTCH = 0.05;

  /** How near to a knob a press has to be, in units of layout. */
  private static final double REACH = 8;

  private final SliceView view;
  private final SliceViewModel model;
  private final ViewerViewModel viewer;
  private Optional<SliceHandles.Grip> held = Optional.empty();
  private double lastX;
  private double lastY;
  private LpsPoint pressedAt = new LpsPoint(0, 0, 0);

  SliceMouse(SliceView view, SliceViewModel model) {
    this.view = view;
    this.model = model;
    this.viewer = model.viewer();
  }

  void attach() {
    view.setOnMouseEntered(e -> viewer.activePlane().set(model.plane()));
    view.setOnMouseMoved(this::moved);
    view.setOnMouseExited(e -> viewer.pointer().set(Optional.empty()));
    view.setOnMousePressed(this::pressed);
    view.setOnMouseDragged(this::dragged);
    view.setOnMouseReleased(this::released);
    view.setOnMouseClicked(this::clicked);
    view.setOnScroll(this::scrolled);
  }

  private void moved(MouseEvent e) {
    Optional<LpsPoint> place = model.toLps(pixel(e.getX()), pixel(e.getY()));
    viewer.pointer().set(place);
    place.ifPresent(viewer::setFocus);
  }

  private void pressed(MouseEvent e) {
    view.requestFocus();
    lastX = e.getX();
    lastY = e.getY();
    model.toLps(pixel(e.getX()), pixel(e.getY())).ifPresent(p -> pressedAt = p);
    viewer.setMoving(true);
    held = e.getButton() == MouseButton.PRIMARY ? grip(e) : Optional.empty();
    if (held.isEmpty() && tool(e) == Tool.CROSSHAIR) {
      placeCrosshair(e);
    }
  }

  private Optional<SliceHandles.Grip> grip(MouseEvent e) {
    return model
        .frame()
        .flatMap(
            f ->
                viewer
                    .hands()
                    .grip(
                        f,
                        f.toLps(pixel(e.getX()), pixel(e.getY())),
                        REACH * view.scale() * f.mmPerPixel()));
  }

  private void dragged(MouseEvent e) {
    moved(e);
    if (held.isPresent()) {
      model.toLps(pixel(e.getX()), pixel(e.getY())).ifPresent(held.get()::dragTo);
      return;
    }
    double right = (e.getX() - lastX) * view.scale();
    double down = (e.getY() - lastY) * view.scale();
    switch (tool(e)) {
      case CROSSHAIR -> placeCrosshair(e);
      case WINDOW -> viewer.dragWindow(right, down);
      case PAN -> viewer.pan(model.toLpsVector(right, down));
      case ZOOM -> viewer.zoom(Math.exp(-down / PIXELS_PER_ZOOM), pressedAt);
      case TILT -> viewer.tilt(model.plane(), angleFromLast(e));
      case REGION -> stroke(e, false);
    }
    lastX = e.getX();
    lastY = e.getY();
  }

  /** From where the button went down. */
  private void stroke(MouseEvent e, boolean finished) {
    model
        .toLps(pixel(e.getX()), pixel(e.getY()))
        .map(to -> new RegionLayer.Stroke(pressedAt, to, finished))
        .ifPresent(s -> viewer.regions().stroke().set(Optional.of(s)));
  }

  /** How far the mouse went around the middle of the picture, clockwise. */
  private double angleFromLast(MouseEvent e) {
    double middleX = view.getWidth() / 2;
    double middleY = view.getHeight() / 2;
    double now = Math.atan2(e.getY() - middleY, e.getX() - middleX);
    double before = Math.atan2(lastY - middleY, lastX - middleX);
    return Math.IEEEremainder(now - before, 2 * Math.PI);
  }

  /** The last of the way may come with the release alone, as systems merge movements. */
  private void released(MouseEvent e) {
    dragged(e);
    if (tool(e) == Tool.REGION) {
      stroke(e, true);
    }
    viewer.setMoving(false);
    held.ifPresent(SliceHandles.Grip::release);
    held = Optional.empty();
  }

  private void clicked(MouseEvent e) {
    if (e.getButton() == MouseButton.PRIMARY && e.getClickCount() == 2) {
      if (viewer.tool().get() == Tool.WINDOW) {
        viewer.autoWindow(viewer.activeLayer().get());
      } else {
        viewer.toggleMaximised(model.plane());
      }
    }
  }

  private void scrolled(ScrollEvent e) {
    // with Shift some systems report the wheel as horizontal
    double delta = e.getDeltaY() != 0 ? e.getDeltaY() : e.getDeltaX();
    int notch = (int) Math.signum(delta);
    if (e.isControlDown()) {
      model
          .toLps(pixel(e.getX()), pixel(e.getY()))
          .ifPresent(p -> viewer.zoom(Math.pow(ZOOM_PER_NOTCH, notch), p));
    } else if (e.isShiftDown()) {
      viewer.blendBy(notch * BLEND_PER_NOTCH);
    } else {
      viewer.scroll(model.plane(), notch);
    }
    e.consume();
  }

  private Tool tool(MouseEvent e) {
    return switch (e.getButton()) {
      case SECONDARY -> Tool.ZOOM;
      case MIDDLE -> Tool.PAN;
      default -> viewer.tool().get();
    };
  }

  private void placeCrosshair(MouseEvent e) {
    model.toLps(pixel(e.getX()), pixel(e.getY())).ifPresent(viewer::placeCrosshair);
  }

  /** From layout to device pixels, whose centres are integers. */
  private double pixel(double layout) {
    return layout * view.scale() - 0.5;
  }
}
