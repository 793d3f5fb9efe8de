package org.regista.app.gui.viewer;

import java.util.Optional;
import javafx.event.EventHandler;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Control;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.regista.app.gui.viewer.ViewerViewModel.Tool;
import org.regista.viewers.state.FusionMode;
import org.regista.viewers.state.Plane;

/** The keys of the viewer. Arrows and Space stay with a slider or button that has the focus. */
public final class ViewerKeys implements EventHandler<KeyEvent> {

  private static final int PAGE = 10;
  private static final double ZOOM = 1.25;
  private static final double BLEND = 0.05;

  private final ViewerViewModel model;
  private Tool beforeSpace = Tool.CROSSHAIR;

  public ViewerKeys(ViewerViewModel model) {
    this.model = model;
  }

  /** Listens on the whole window. */
  public void attach(Scene scene) {
    scene.addEventFilter(KeyEvent.ANY, this);
  }

  @Override
  public void handle(KeyEvent e) {
    EventType<KeyEvent> type = e.getEventType();
    if (e.isControlDown() || e.isAltDown() || e.isMetaDown()) {
      return;
    }
    boolean used = false;
    if (type == KeyEvent.KEY_PRESSED) {
      used = (!controlHasFocus(e) && pressedOnPictures(e.getCode())) || pressed(e.getCode());
    } else if (type == KeyEvent.KEY_RELEASED) {
      used = released(e.getCode());
    }
    if (used) {
      e.consume();
    }
  }

  private static boolean controlHasFocus(KeyEvent e) {
    return e.getSource() instanceof Scene scene && isControl(scene.getFocusOwner());
  }

  private static boolean isControl(Node node) {
    return node instanceof Control;
  }

  private boolean pressedOnPictures(KeyCode code) {
    Plane plane = model.activePlane().get();
    switch (code) {
      case UP -> model.scroll(plane, 1);
      case DOWN -> model.scroll(plane, -1);
      case PAGE_UP -> model.scroll(plane, PAGE);
      case PAGE_DOWN -> model.scroll(plane, -PAGE);
      case SPACE -> {
        if (model.tool().get() != Tool.PAN) {
          beforeSpace = model.tool().get();
          model.tool().set(Tool.PAN);
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean pressed(KeyCode code) {
    switch (code) {
      case B -> model.setMode(FusionMode.BLEND);
      case C -> model.setMode(FusionMode.CHECKERBOARD);
      case M -> model.cycleMode();
      case D -> model.cycleDeformation();
      case OPEN_BRACKET -> model.blendBy(-BLEND);
      case CLOSE_BRACKET -> model.blendBy(BLEND);
      case Q -> model.held().set(Optional.of(FusionMode.FIXED_ONLY));
      case E -> model.held().set(Optional.of(FusionMode.MOVING_ONLY));
      case F -> model.fit();
      case PLUS, EQUALS, ADD -> model.zoom(ZOOM);
      case MINUS, SUBTRACT -> model.zoom(1 / ZOOM);
      case W -> model.tool().set(model.tool().get() == Tool.WINDOW ? Tool.CROSSHAIR : Tool.WINDOW);
      case F1 -> model.maximised().set(Optional.empty());
      case F2 -> model.maximised().set(Optional.of(Plane.AXIAL));
      case F3 -> model.maximised().set(Optional.of(Plane.CORONAL));
      case F4 -> model.maximised().set(Optional.of(Plane.SAGITTAL));
      default -> {
        return preset(code);
      }
    }
    return true;
  }

  private boolean preset(KeyCode code) {
    boolean digit = code.isDigitKey() && code != KeyCode.DIGIT0;
    if (digit) {
      model.presetWindow(code.ordinal() - KeyCode.DIGIT0.ordinal());
    }
    return digit;
  }

  private boolean released(KeyCode code) {
    switch (code) {
      case Q, E -> model.held().set(Optional.empty());
      case SPACE -> {
        if (model.tool().get() != Tool.PAN) {
          return false;
        }
        model.tool().set(beforeSpace);
      }
      default -> {
        return false;
      }
    }
    return true;
  }
}
