package org.regista.app.gui.viewer;

import java.util.Map;
import java.util.Optional;
import javafx.event.EventHandler;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Control;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.regista.app.gui.viewer.ViewerViewModel.Tool;
import org.regista.viewers.state.FusionMode;
import org.regista.viewers.state.Plane;

/** The keys of the viewer. Arrows and Space stay with a slider or button that has the focus. */
public final class ViewerKeys implements EventHandler<KeyEvent> {

  private static final Map<KeyCode, FusionMode> MODES =
      Map.of(
          KeyCode.B, FusionMode.BLEND,
          KeyCode.C, FusionMode.CHECKERBOARD,
          KeyCode.S, FusionMode.SWIPE,
          KeyCode.L, FusionMode.SPYGLASS,
          KeyCode.K, FusionMode.FLICKER);
  private static final int PAGE = 10;
  private static final double ZOOM = 1.25;
  private static final double BLEND = 0.05;

  private final ViewerViewModel model;
  private final ToolArrows arrows;
  private Tool beforeSpace = Tool.CROSSHAIR;

  public ViewerKeys(ViewerViewModel model) {
    this.model = model;
    this.arrows = new ToolArrows(model);
  }

  /** Listens on the whole window. */
  public void attach(Scene scene) {
    scene.addEventFilter(KeyEvent.ANY, this);
    // a menu would take letters that are being written as its shortcuts
    scene.addEventHandler(
        KeyEvent.KEY_PRESSED,
        e -> {
          if (writes(e) && !e.isShortcutDown() && !e.isAltDown() && !e.getCode().isFunctionKey()) {
            e.consume();
          }
        });
  }

  @Override
  public void handle(KeyEvent e) {
    EventType<KeyEvent> type = e.getEventType();
    if (type == KeyEvent.KEY_PRESSED && focusOwner(e) instanceof KeyTarget own && own.takes(e)) {
      e.consume();
      return;
    }
    if (type == KeyEvent.KEY_PRESSED && e.isShortcutDown() && !controlHasFocus(e)) {
      moveCrosshair(e);
    }
    if (e.isControlDown() || e.isAltDown() || e.isMetaDown() || writes(e)) {
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

  /** With Ctrl the arrows move the crosshair on its slice. */
  private void moveCrosshair(KeyEvent e) {
    Plane plane = model.activePlane().get();
    switch (e.getCode()) {
      case LEFT -> model.moveCrosshair(plane, -1, 0);
      case RIGHT -> model.moveCrosshair(plane, 1, 0);
      case UP -> model.moveCrosshair(plane, 0, -1);
      case DOWN -> model.moveCrosshair(plane, 0, 1);
      default -> {
        return;
      }
    }
    e.consume();
  }

  private static boolean controlHasFocus(KeyEvent e) {
    return focusOwner(e) instanceof Control;
  }

  /** Whether letters go into a text. */
  private static boolean writes(KeyEvent e) {
    return focusOwner(e) instanceof TextInputControl;
  }

  private static @Nullable Node focusOwner(KeyEvent e) {
    return e.getSource() instanceof Scene scene ? scene.getFocusOwner() : null;
  }

  private boolean pressedOnPictures(KeyCode code) {
    if (arrows.pressed(code)) {
      return true;
    }
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
    FusionMode mode = MODES.get(code);
    if (mode != null) {
      model.setMode(mode);
      return true;
    }
    switch (code) {
      case M -> model.cycleMode();
      case D -> model.cycleDeformation();
      case OPEN_BRACKET -> model.blendBy(-BLEND);
      case CLOSE_BRACKET -> model.blendBy(BLEND);
      case Q -> model.held().set(Optional.of(FusionMode.FIXED_ONLY));
      case E -> model.held().set(Optional.of(FusionMode.MOVING_ONLY));
      case F -> model.fit();
      case R -> model.straighten();
      case X -> model.cyclePlane();
      case PLUS, EQUALS, ADD -> model.zoom(ZOOM);
      case MINUS, SUBTRACT -> model.zoom(1 / ZOOM);
      case W -> toggle(Tool.WINDOW);
      case T -> toggle(Tool.TILT);
      case P -> toggle(Tool.PAN);
      case Z -> toggle(Tool.ZOOM);
      default -> {
        return preset(code) || layout(code);
      }
    }
    return true;
  }

  private void toggle(Tool tool) {
    model.tool().set(model.tool().get() == tool ? Tool.CROSSHAIR : tool);
  }

  /** F1 to F7. */
  private boolean layout(KeyCode code) {
    int number = code.ordinal() - KeyCode.F1.ordinal();
    boolean has = number >= 0 && number < ViewerLayout.values().length;
    if (has) {
      model.layout().set(ViewerLayout.values()[number]);
    }
    return has;
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
