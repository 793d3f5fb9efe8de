package org.regista.app.gui.longitudinal;

import java.util.List;
import java.util.Optional;
import org.regista.app.gui.viewer.Shown;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;
import org.regista.viewers.state.IntensityWindow;
import org.regista.viewers.state.Layer;
import org.regista.viewers.state.ViewState;

/**
 * Keeps time points in step: one crosshair, zoom and slab for all, and one window for all of a
 * modality. Values that mean the same everywhere (HU, SUV) share the window as it is; of others,
 * such as those of MR, each has the same share of its own automatic window.
 */
final class LinkedLooks {

  private final List<TimePoint> points;
  private boolean linking;

  LinkedLooks(List<TimePoint> points) {
    this.points = List.copyOf(points);
    for (TimePoint point : points) {
      point.viewer().shown().subscribe(shown -> changed(point, shown));
      point
          .viewer()
          .activePlane()
          .subscribe(plane -> points.forEach(p -> p.viewer().activePlane().set(plane)));
      point.viewer().tool().subscribe(tool -> points.forEach(p -> p.viewer().tool().set(tool)));
    }
  }

  private void changed(TimePoint source, Optional<Shown> shown) {
    if (linking || shown.isEmpty()) {
      return;
    }
    linking = true;
    try {
      for (TimePoint other : points) {
        if (!other.equals(source)) {
          other.viewer().change(state -> follow(source, shown.get(), other, state));
        }
      }
    } finally {
      linking = false;
    }
  }

  private static ViewState follow(TimePoint source, Shown from, TimePoint to, ViewState state) {
    ViewState moved = state.withCamera(from.state().camera());
    Optional<Shown> there = to.viewer().shown().get();
    if (there.isEmpty() || !to.item().modality().equals(source.item().modality())) {
      return moved;
    }
    IntensityWindow window =
        converted(
            own(source, from.state()).window(),
            own(source, from.loaded().firstLook()).window(),
            own(to, there.get().loaded().firstLook()).window(),
            volume(source, from).unit() == volume(to, there.get()).unit()
                && volume(to, there.get()).unit() != IntensityUnit.ARBITRARY);
    Layer layer =
        own(to, moved).withWindow(window).withColours(own(source, from.state()).colours());
    return to.baseline() ? moved.withFixed(layer) : moved.withMoving(layer);
  }

  /**
   * @param sameMeaning whether the numbers can be compared
   */
  static IntensityWindow converted(
      IntensityWindow chosen,
      IntensityWindow auto,
      IntensityWindow otherAuto,
      boolean sameMeaning) {
    if (sameMeaning) {
      return chosen;
    }
    double scale = otherAuto.width() / auto.width();
    return new IntensityWindow(
        otherAuto.lower() + (chosen.lower() - auto.lower()) * scale,
        otherAuto.lower() + (chosen.upper() - auto.lower()) * scale);
  }

  private static Layer own(TimePoint point, ViewState state) {
    return point.baseline() ? state.fixed() : state.moving();
  }

  private static Volume volume(TimePoint point, Shown shown) {
    return point.baseline() ? shown.loaded().scene().fixed() : shown.loaded().scene().moving();
  }

  /** The layer whose window the hands change in a column. */
  static ViewerViewModel.LayerChoice choice(boolean baseline) {
    return baseline ? ViewerViewModel.LayerChoice.FIXED : ViewerViewModel.LayerChoice.MOVING;
  }
}
