package org.regista.app.gui.shell;

import javafx.event.EventTarget;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.regista.app.gui.registration.AttemptsViewModel;
import org.regista.app.gui.registration.FocusViewModel;
import org.regista.app.gui.registration.PlacementViewModel;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.geometry.LpsVector;
import org.regista.viewers.state.Plane;

/**
 * Keys of registering, before those of the pictures: while the moving image is placed by hand, the
 * arrows move it.
 */
final class DeskKeys {

  private static final double STEP_MM = 1;
  private static final double STEP_DEGREES = 1;
  private static final double FAST = 5;

  private final ViewerViewModel viewer;
  private final FocusViewModel focus;
  private final PlacementViewModel placement;
  private final AttemptsViewModel attempts;
  private final Runnable goOn;

  /**
   * @param goOn the next step of the review
   */
  DeskKeys(
      ViewerViewModel viewer,
      FocusViewModel focus,
      PlacementViewModel placement,
      AttemptsViewModel attempts,
      Runnable goOn) {
    this.viewer = viewer;
    this.focus = focus;
    this.placement = placement;
    this.attempts = attempts;
    this.goOn = goOn;
  }

  /** Listens on the window, so that what is used here does not reach the pictures. */
  void attach(Stage stage) {
    stage.addEventFilter(
        KeyEvent.KEY_PRESSED,
        e -> {
          EventTarget target = e.getTarget();
          if (!(target instanceof TextInputControl) && used(e)) {
            e.consume();
          }
        });
  }

  private boolean used(KeyEvent e) {
    if (e.isAltDown() || e.isMetaDown() || viewer.shown().get().isEmpty()) {
      return false;
    }
    return (placement.manual().get() && moved(e))
        || (focus.editing().get() && changedBox(e))
        || (!e.isControlDown() && pressed(e.getCode()));
  }

  private boolean moved(KeyEvent e) {
    Plane.Axes axes =
        viewer.shown().get().orElseThrow().state().camera().axes(viewer.activePlane().get());
    double factor = e.isShiftDown() ? FAST : 1;
    LpsVector right = axes.right().times(factor * STEP_MM);
    LpsVector down = axes.down().times(factor * STEP_MM);
    LpsVector away = axes.right().cross(axes.down());
    double degrees = factor * STEP_DEGREES;
    boolean turns = e.isControlDown();
    switch (e.getCode()) {
      case LEFT -> moveOrTurn(turns, right.times(-1), away, -degrees);
      case RIGHT -> moveOrTurn(turns, right, away, degrees);
      case UP -> placement.nudge(down.times(-1));
      case DOWN -> placement.nudge(down);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** The arrows move the box; with Ctrl, right and up make it larger, left and down smaller. */
  private boolean changedBox(KeyEvent e) {
    Plane.Axes axes =
        viewer.shown().get().orElseThrow().state().camera().axes(viewer.activePlane().get());
    double mm = e.isShiftDown() ? FAST * STEP_MM : STEP_MM;
    boolean sizes = e.isControlDown();
    switch (e.getCode()) {
      case LEFT -> moveOrSize(sizes, axes.right(), -mm);
      case RIGHT -> moveOrSize(sizes, axes.right(), mm);
      case UP -> moveOrSize(sizes, axes.down(), sizes ? mm : -mm);
      case DOWN -> moveOrSize(sizes, axes.down(), sizes ? -mm : mm);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void moveOrSize(boolean sizes, LpsVector along, double mm) {
    if (sizes) {
      LpsVector unsigned =
          new LpsVector(Math.abs(along.x()), Math.abs(along.y()), Math.abs(along.z()));
      focus.growBy(unsigned.times(mm));
    } else {
      focus.moveBy(along.times(mm));
    }
  }

  private void moveOrTurn(boolean turns, LpsVector byMm, LpsVector axis, double degrees) {
    if (turns) {
      placement.turn(axis, degrees);
    } else {
      placement.nudge(byMm);
    }
  }

  private boolean pressed(KeyCode code) {
    switch (code) {
      case A -> placement.mark();
      case G -> focus.editing().set(!focus.editing().get());
      case H -> placement.manual().set(!placement.manual().get());
      case N -> placement.visitNext();
      case V -> goOn.run();
      case DELETE -> placement.removeVisited();
      case COMMA -> attempts.showNext(-1);
      case PERIOD -> attempts.showNext(1);
      default -> {
        return false;
      }
    }
    return true;
  }
}
