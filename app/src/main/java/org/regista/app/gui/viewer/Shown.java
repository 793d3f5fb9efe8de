package org.regista.app.gui.viewer;

import org.regista.app.gui.LoadedCase;
import org.regista.geometry.LpsVector;
import org.regista.viewers.state.Plane;
import org.regista.viewers.state.ViewState;

/**
 * One moment of the viewer: what is loaded and how it is looked at.
 *
 * @param moving whether a hand is still changing it, so that a quick picture beats a fine one
 */
public record Shown(LoadedCase loaded, ViewState state, boolean moving) {

  Shown with(ViewState next) {
    return new Shown(loaded, next, moving);
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
}
