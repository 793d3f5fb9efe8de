package org.regista.app.gui.viewer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import org.regista.geometry.LpsPoint;
import org.regista.viewers.slice.SliceFrame;

/** All handles over the slices of one viewer. Lives on the FX thread. */
public final class SliceHands {

  private final List<SliceHandles> all = new ArrayList<>();
  private final ReadOnlyLongWrapper version = new ReadOnlyLongWrapper(0);

  /** Puts more handles over the slices, below those that are there. */
  public void add(SliceHandles handles) {
    all.add(handles);
    changed();
  }

  /** Said by handles that look different now. */
  public void changed() {
    version.set(version.get() + 1);
  }

  /** Counts the changes of what is drawn. */
  public ReadOnlyLongProperty version() {
    return version.getReadOnlyProperty();
  }

  List<SliceHandles.Shape> shapes(SliceFrame frame) {
    return all.stream().flatMap(h -> h.shapes(frame).stream()).toList();
  }

  /** Of those that were added first, as they lie on top. */
  Optional<SliceHandles.Grip> grip(SliceFrame frame, LpsPoint at, double reachMm) {
    return all.stream().map(h -> h.grip(frame, at, reachMm)).flatMap(Optional::stream).findFirst();
  }
}
