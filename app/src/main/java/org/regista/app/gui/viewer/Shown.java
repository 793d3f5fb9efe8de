package org.regista.app.gui.viewer;

import java.util.List;
import org.regista.app.gui.LoadedCase;
import org.regista.app.gui.viewer.ViewerViewModel.LayerChoice;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.image.Volume;
import org.regista.viewers.state.IntensityWindow;
import org.regista.viewers.state.Layer;
import org.regista.viewers.state.Plane;
import org.regista.viewers.state.ViewState;

/**
 * One moment of the viewer: what is loaded and how it is looked at.
 *
 * @param moving whether a hand is still changing it, so that a quick picture beats a fine one
 */
public record Shown(LoadedCase loaded, ViewState state, boolean moving) {

  private static final double FULL_WINDOW_DRAG_PIXELS = 400;

  Shown with(ViewState next) {
    return new Shown(loaded, next, moving);
  }

  /** The same place on another image of the moving side, in its colours. */
  public Shown seeing(LoadedCase next, Layer moving) {
    return new Shown(next, state.withMoving(moving), this.moving);
  }

  Shown replacing(Volume old, Volume next) {
    LoadedCase changed = loaded.replacing(old, next);
    ViewState look = changed.firstLook();
    return new Shown(changed, state.withFixed(look.fixed()).withMoving(look.moving()), moving);
  }

  /** With the whole fixed volume in view. */
  Shown fitted() {
    LpsPoint centre = loaded.firstLook().camera().centre();
    return with(state.moved(c -> c.withCentre(centre).zoomedBy(1 / c.zoom(), centre)));
  }

  Shown whileMoving(boolean m) {
    return new Shown(loaded, state, m);
  }

  /** To the next slice. */
  LpsVector sliceStep(Plane plane) {
    return state.camera().axes(plane).normal().times(sliceStepMm(plane));
  }

  /** Distance to the next slice: the spacing of the fixed axis that leads most directly across. */
  double sliceStepMm(Plane plane) {
    return loaded.scene().fixed().grid().sliceSpacingMm(state.camera().axes(plane).normal());
  }

  /** A window wider to the right and brighter downwards, in proportion to the first one. */
  IntensityWindow draggedWindow(LayerChoice which, double rightPixels, double downPixels) {
    double unit = layer(loaded.firstLook(), which).window().width() / FULL_WINDOW_DRAG_PIXELS;
    IntensityWindow now = layer(state, which).window();
    double width = Math.max(now.width() + rightPixels * unit, unit);
    return IntensityWindow.ofLevelAndWidth(now.level() - downPixels * unit, width);
  }

  List<WindowPresets.Preset> presets(LayerChoice which) {
    IntensityWindow first = layer(loaded.firstLook(), which).window();
    return WindowPresets.of(volume(which), first).presets();
  }

  static Layer layer(ViewState state, LayerChoice which) {
    return which == LayerChoice.FIXED ? state.fixed() : state.moving();
  }

  Volume volume(LayerChoice which) {
    return which == LayerChoice.FIXED ? loaded.view().fixed() : loaded.view().moving();
  }
}
