package org.regista.app.gui.viewer;

import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.regista.geometry.LpsPoint;
import org.regista.viewers.slice.Scene;

/** Where the crosshair is and what both volumes hold there, in words. */
public final class StatusViewModel {

  private final ReadOnlyStringWrapper position = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper values = new ReadOnlyStringWrapper("");

  public StatusViewModel(ViewerViewModel viewer) {
    viewer
        .shown()
        .subscribe(
            shown -> {
              position.set(
                  shown.map(s -> Readout.position(s.state().camera().crosshair())).orElse(""));
              values.set(shown.map(StatusViewModel::values).orElse(""));
            });
  }

  /** LPS millimetres of the crosshair. */
  public ReadOnlyStringProperty position() {
    return position.getReadOnlyProperty();
  }

  /** Fixed and moving intensity at the crosshair, with their units. */
  public ReadOnlyStringProperty values() {
    return values.getReadOnlyProperty();
  }

  private static String values(Shown s) {
    Scene scene = s.loaded().scene();
    LpsPoint p = s.state().camera().crosshair();
    return Readout.value(scene.fixed(), scene.fixedAt(p))
        + "  ·  "
        + Readout.value(scene.moving(), scene.movingAt(p));
  }
}
