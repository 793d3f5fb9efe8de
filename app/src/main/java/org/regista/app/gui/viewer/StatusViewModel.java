package org.regista.app.gui.viewer;

import java.util.Optional;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.regista.app.gui.Companion;
import org.regista.geometry.LpsPoint;
import org.regista.image.Volume;
import org.regista.viewers.slice.Scene;

/** Where one points and what both volumes hold there, in words. */
public final class StatusViewModel {

  private final ReadOnlyStringWrapper position = new ReadOnlyStringWrapper("");
  private final ViewerViewModel viewer;
  private final ReadOnlyStringWrapper goesTo = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper values = new ReadOnlyStringWrapper("");

  public StatusViewModel(ViewerViewModel viewer) {
    this.viewer = viewer;
    viewer.shown().subscribe(s -> update());
    viewer.pointer().subscribe(p -> update());
  }

  private void update() {
    Optional<Shown> shown = viewer.shown().get();
    position.set(shown.map(s -> Readout.position(place(s))).orElse(""));
    values.set(shown.map(s -> values(s, place(s))).orElse(""));
    goesTo.set(shown.map(s -> goesTo(s, place(s))).orElse(""));
  }

  private LpsPoint place(Shown s) {
    return viewer.pointer().get().orElse(s.state().camera().crosshair());
  }

  /** "in MR: x −12.4 L · y 33.0 P · z 105.2 S mm". */
  private static String goesTo(Shown s, LpsPoint p) {
    Scene scene = s.loaded().scene();
    return "in %s: %s"
        .formatted(
            Readout.shortName(scene.moving()), Readout.position(scene.fixedToMoving().toMoving(p)));
  }

  /** Where that anatomy lies in the moving image, in its own millimetres. */
  public ReadOnlyStringProperty goesTo() {
    return goesTo.getReadOnlyProperty();
  }

  /** LPS millimetres of the mouse, or of the crosshair while it is on no picture. */
  public ReadOnlyStringProperty position() {
    return position.getReadOnlyProperty();
  }

  /** The intensity of every image at that place, with its unit. */
  public ReadOnlyStringProperty values() {
    return values.getReadOnlyProperty();
  }

  private static String values(Shown s, LpsPoint p) {
    Scene scene = s.loaded().scene();
    StringBuilder words = new StringBuilder(Readout.value(scene.fixed(), scene.fixedAt(p)));
    words.append("  ·  ").append(Readout.value(scene.moving(), scene.movingAt(p)));
    for (Companion companion : s.loaded().companions().all()) {
      if (companion.isPlaced()) {
        Volume volume = companion.volume();
        double value = new Scene(scene.fixed(), volume, scene.fixedToMoving()).movingAt(p);
        words.append("  ·  ").append(Readout.value(volume, value));
      }
    }
    return words.toString();
  }
}
