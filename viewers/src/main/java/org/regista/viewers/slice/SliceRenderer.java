package org.regista.viewers.slice;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.regista.parallel.Workers;
import org.regista.viewers.state.FusionMode;
import org.regista.viewers.state.ViewState;
import org.regista.viewers.structure.Overlays;

/**
 * Draws one slice: a pure function of its arguments, the same to the bit for any number of threads.
 * The moving volume is interpolated once, trilinearly, from its own voxels at the place that the
 * transform gives for each pixel.
 */
public final class SliceRenderer {

  private final int threads;

  /**
   * @param threads that share the rows of a picture
   */
  public SliceRenderer(int threads) {
    this.threads = threads;
  }

  /**
   * @param frame which slice, at which size: see {@link SliceFrame#of}
   * @param abandoned asked before each row, by several threads
   * @throws CancellationException if {@code abandoned} says so midway
   */
  public PixelImage render(
      ViewState state, Scene scene, SliceFrame frame, BooleanSupplier abandoned) {
    Rows rows = new Rows(frame.height(), abandoned);
    SliceSamples samples = new SliceSamples(state, scene, frame);
    int[] argb = new int[Math.multiplyExact(frame.width(), frame.height())];
    PixelFuser fuser = new PixelFuser(state, frame);
    rows.each(
        row -> {
          samples.fill(row);
          fuser.fuse(row, samples, argb);
        });
    Painter painter = new Painter(frame.width(), frame.height(), argb);
    if (state.fusion().mode() == FusionMode.EDGES) {
      MovingEdges edges = new MovingEdges(state.moving(), scene.moving(), samples, frame);
      rows.each(row -> edges.draw(row, painter));
    }
    drawDeformation(state.deformation(), scene, frame, painter, rows);
    drawOverlays(state.overlays(), scene, frame, painter, rows);
    fuser.drawBorder(painter);
    return painter.finish();
  }

  private void drawOverlays(
      Overlays overlays, Scene scene, SliceFrame frame, Painter painter, Rows rows) {
    if (!overlays.isEmpty()) {
      OverlaySamples samples = new OverlaySamples(overlays, scene, frame);
      new Rows(samples.rows(), rows.abandoned()).each(samples::fill);
      new OverlayDrawing(overlays, samples, frame).draw(painter);
    }
  }

  private void drawDeformation(
      ViewState.Deformation look, Scene scene, SliceFrame frame, Painter painter, Rows rows) {
    switch (look.kind()) {
      case HIDDEN -> {}
      case GRID -> new DeformationLattice(scene, frame).draw(painter);
      case ARROWS -> new DeformationArrows(look, scene, frame).draw(painter);
      case MAGNITUDE -> {
        MagnitudeWash wash = new MagnitudeWash(look, scene, frame);
        rows.each(row -> wash.draw(row, painter));
      }
      case JACOBIAN -> {
        JacobianWash wash = new JacobianWash(look, scene, frame);
        new Rows(wash.sampleRows(), rows.abandoned()).each(wash::sample);
        rows.each(row -> wash.draw(row, painter));
      }
    }
  }

  /** The rows of one picture, shared out among the threads. */
  private final class Rows {

    private final int count;
    private final BooleanSupplier abandoned;

    Rows(int count, BooleanSupplier abandoned) {
      this.count = count;
      this.abandoned = abandoned;
    }

    BooleanSupplier abandoned() {
      return abandoned;
    }

    void each(IntConsumer draw) {
      Workers.forEach(
          count,
          threads,
          row -> {
            if (abandoned.getAsBoolean()) {
              throw new CancellationException("the picture is no longer wanted");
            }
            draw.accept(row);
          });
    }
  }
}
