package org.regista.app.gui.viewer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.regista.app.gui.viewer.ViewerLayout.Area;
import org.regista.app.gui.viewer.ViewerLayout.Cell;
import org.regista.app.gui.viewer.ViewerLayout.Place;
import org.regista.viewers.slice.SliceRenderer;
import org.regista.viewers.state.FusionMode;

/** The pictures, in the places of the layout. */
public final class ViewerView extends Region {

  private static final double GAP = 2;
  private static final Duration FLICKER = Duration.millis(500);

  private final ViewerViewModel model;
  private final SliceRenderer renderer;
  private final Executor fx;
  private final Map<Cell, SliceView> slices = new HashMap<>();
  private final Timeline flicker;
  private Optional<DepthPicture> depth = Optional.empty();

  /**
   * @param fx where finished pictures are handed over
   */
  public ViewerView(ViewerViewModel model, SliceRenderer renderer, Executor fx) {
    this.model = model;
    this.renderer = renderer;
    this.fx = fx;
    this.flicker =
        new Timeline(new KeyFrame(FLICKER, e -> model.tick().set(model.tick().get() + 1)));
    flicker.setCycleCount(Animation.INDEFINITE);
    getStyleClass().add("viewer");
    model.layout().subscribe(layout -> arrange());
    model.chosenPlane().subscribe(plane -> arrange());
    model.shown().subscribe(this::flickerIfAsked);
  }

  /** Adds the picture in depth, once; layouts that have no place for it hide it. */
  public void add(DepthPicture picture) {
    depth = Optional.of(picture);
    getChildren().add(picture.region());
    arrange();
  }

  /** One picture alone, for places that have a layout of their own. */
  public static Region picture(
      ViewerViewModel model, Cell cell, SliceRenderer renderer, Executor fx) {
    return new SliceView(model.slice(cell, renderer, fx));
  }

  private void flickerIfAsked(Optional<Shown> shown) {
    if (shown.filter(s -> s.state().fusion().mode() == FusionMode.FLICKER).isPresent()) {
      flicker.play();
    } else {
      flicker.stop();
    }
  }

  private List<Place> places() {
    return model.layout().get().places(model.chosenPlane().get());
  }

  /** Shows the pictures of the layout, made when first needed, and hides all others. */
  private void arrange() {
    List<Cell> wanted = places().stream().map(Place::cell).toList();
    slices.forEach((cell, slice) -> slice.setInLayout(wanted.contains(cell)));
    depth.ifPresent(picture -> picture.setInLayout(model.layout().get().depth().isPresent()));
    for (Cell cell : wanted) {
      if (!slices.containsKey(cell)) {
        SliceView slice = new SliceView(model.slice(cell, renderer, fx));
        slices.put(cell, slice);
        getChildren().add(slice);
      }
    }
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    for (Place place : places()) {
      SliceView slice = slices.get(place.cell());
      if (slice != null) {
        put(slice, place.area());
      }
    }
    model.layout().get().depth().ifPresent(at -> depth.ifPresent(d -> put(d.region(), at)));
  }

  private void put(Region picture, Area place) {
    double left = Math.round(place.left() * getWidth());
    double top = Math.round(place.top() * getHeight());
    double right = Math.round((place.left() + place.width()) * getWidth());
    double bottom = Math.round((place.top() + place.height()) * getHeight());
    double width = right < getWidth() ? right - left - GAP : right - left;
    double height = bottom < getHeight() ? bottom - top - GAP : bottom - top;
    picture.resizeRelocate(left, top, Math.max(width, 1), Math.max(height, 1));
  }
}
