package org.regista.app.gui.viewer;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.scene.layout.Region;
import org.regista.viewers.slice.SliceRenderer;
import org.regista.viewers.state.Plane;

/** The three planes: axial large on the left, coronal over sagittal on the right; or one alone. */
public final class ViewerView extends Region {

  private static final double AXIAL_SHARE = 0.58;
  private static final double GAP = 2;

  private final ViewerViewModel model;
  private final Map<Plane, SliceView> slices = new EnumMap<>(Plane.class);

  /**
   * @param fx where finished pictures are handed over
   */
  public ViewerView(ViewerViewModel model, SliceRenderer renderer, Executor fx) {
    this.model = model;
    getStyleClass().add("viewer");
    for (Plane plane : Plane.values()) {
      SliceView slice = new SliceView(model.slice(plane, renderer, fx));
      slices.put(plane, slice);
      getChildren().add(slice);
    }
    model.maximised().subscribe(one -> requestLayout());
  }

  @Override
  protected void layoutChildren() {
    Optional<Plane> one = model.maximised().get();
    slices.forEach((plane, slice) -> slice.setVisible(one.isEmpty() || one.get() == plane));
    if (one.isPresent()) {
      place(one.get(), 0, 0, getWidth(), getHeight());
      return;
    }
    double left = Math.floor(getWidth() * AXIAL_SHARE);
    double top = Math.floor(getHeight() / 2);
    place(Plane.AXIAL, 0, 0, left - GAP, getHeight());
    place(Plane.CORONAL, left, 0, getWidth() - left, top - GAP);
    place(Plane.SAGITTAL, left, top, getWidth() - left, getHeight() - top);
  }

  private void place(Plane plane, double x, double y, double width, double height) {
    SliceView slice = slices.get(plane);
    if (slice != null) {
      slice.resizeRelocate(x, y, Math.max(width, 1), Math.max(height, 1));
    }
  }
}
