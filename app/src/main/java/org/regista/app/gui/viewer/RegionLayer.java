package org.regista.app.gui.viewer;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.regista.geometry.LpsPoint;
import org.regista.viewers.structure.Outline;

/** What is being measured on the pictures: outlines to draw, and strokes of the region tool. */
public final class RegionLayer {

  private final ObjectProperty<List<Outline>> outlines = new SimpleObjectProperty<>(List.of());
  private final ObjectProperty<Optional<Stroke>> stroke =
      new SimpleObjectProperty<>(Optional.empty());

  RegionLayer() {}

  /**
   * One drag of the mouse.
   *
   * @param from where the button went down, LPS mm of the fixed image
   * @param to where the mouse is
   * @param finished whether the button is up again
   */
  public record Stroke(LpsPoint from, LpsPoint to, boolean finished) {}

  /** Drawn beside those of the state; borrowed. */
  public ObjectProperty<List<Outline>> outlines() {
    return outlines;
  }

  /** The present drag with the region tool. */
  public ObjectProperty<Optional<Stroke>> stroke() {
    return stroke;
  }
}
