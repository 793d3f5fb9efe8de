package org.regista.app.gui.viewer;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.regista.app.gui.viewer.SliceViewModel.Picture;
import org.regista.viewers.slice.Scene;
import org.regista.viewers.slice.SliceFrame;
import org.regista.viewers.slice.SliceRenderer;
import org.regista.viewers.state.Camera;
import org.regista.viewers.state.Fusion;
import org.regista.viewers.state.Layer;
import org.regista.viewers.state.ViewState;
import org.regista.viewers.structure.Overlays;

/**
 * Draws the pictures of one plane, on the render thread: none twice, and where wishes come faster
 * than fine pictures do, a quarter of the pixels first.
 */
final class SliceDrawing {

  private static final double SMOOTH_MS = 30;
  private static final int COARSE = 2;

  private final SliceRenderer renderer;
  private final Consumer<Picture> finished;
  private double lastFineMs;
  private boolean overtaken;
  private Optional<Wish> shownFine = Optional.empty();

  /**
   * @param finished takes each picture, on the render thread
   */
  SliceDrawing(SliceRenderer renderer, Consumer<Picture> finished) {
    this.renderer = renderer;
    this.finished = finished;
  }

  /** All that decides the pixels; the crosshair does so only by the frame. */
  private record Wish(
      Scene scene,
      SliceFrame frame,
      Camera.Slab slab,
      Layer fixed,
      Layer moving,
      Fusion fusion,
      ViewState.Deformation deformation,
      Overlays overlays) {

    static Wish of(ViewState state, Scene scene, SliceFrame frame) {
      return new Wish(
          scene,
          frame,
          state.camera().slab(),
          state.fixed(),
          state.moving(),
          state.fusion(),
          state.deformation(),
          state.overlays());
    }
  }

  /**
   * @param newer whether this picture is no longer wanted
   * @throws CancellationException if so, midway
   */
  void draw(Shown s, Scene scene, SliceFrame frame, BooleanSupplier newer) {
    Optional<Wish> wish = Optional.of(Wish.of(s.state(), scene, frame));
    if (wish.equals(shownFine)) {
      return;
    }
    boolean slow = lastFineMs > SMOOTH_MS;
    if (slow && (s.moving() || overtaken)) {
      // always finished, or a hand that does not rest would see nothing
      draw(s.state(), scene, frame, frame.coarser(COARSE), () -> false);
      shownFine = Optional.empty();
    }
    if (!slow || !s.moving()) {
      drawFine(s.state(), scene, frame, s.moving() ? () -> false : newer);
      shownFine = wish;
    }
  }

  private void drawFine(ViewState state, Scene scene, SliceFrame frame, BooleanSupplier abandoned) {
    long start = System.nanoTime();
    overtaken = true;
    draw(state, scene, frame, frame, abandoned);
    overtaken = false;
    lastFineMs = (System.nanoTime() - start) / 1e6;
  }

  private void draw(
      ViewState state, Scene scene, SliceFrame frame, SliceFrame drawn, BooleanSupplier abandoned) {
    finished.accept(new Picture(renderer.render(state, scene, drawn, abandoned), frame));
  }
}
