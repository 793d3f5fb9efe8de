package org.regista.viewers.slice;

import java.util.Arrays;
import java.util.List;
import org.regista.rt.ContourLines;
import org.regista.viewers.structure.DoseLook;
import org.regista.viewers.structure.Outline;
import org.regista.viewers.structure.Overlays;
import org.regista.viewers.structure.Side;

/**
 * Draws the dose and the structures on a slice: the dose as a wash and lines at its levels, each
 * structure as a line where the slice cuts its surface.
 */
final class OverlayDrawing {

  private static final double LINE_PIXELS = 1.6;
  private static final int OPAQUE = 0xFF000000;

  private final Overlays overlays;
  private final OverlaySamples samples;
  private final SliceFrame frame;
  private final float[] coverage;

  OverlayDrawing(Overlays overlays, OverlaySamples samples, SliceFrame frame) {
    this.overlays = overlays;
    this.samples = samples;
    this.frame = frame;
    this.coverage = new float[Math.multiplyExact(frame.width(), frame.height())];
  }

  /** After all rows have been sampled. */
  void draw(Painter painter) {
    int doseAt = overlays.outlines().size();
    overlays.dose().ifPresent(dose -> drawDose(dose, doseAt, painter));
    for (int n = 0; n < doseAt; n++) {
      if (samples.isNear(n)) {
        Outline outline = overlays.outlines().get(n);
        fill(outline, samples.of(n), painter);
        lines(samples.above(n, 0), outline.side().dash(), outline.rgb(), painter);
      }
    }
  }

  private void fill(Outline outline, float[][] field, Painter painter) {
    if (outline.fill() > 0) {
      for (int row = 0; row < frame.height(); row++) {
        float[] line = field[row + OverlaySamples.RIM];
        for (int column = 0; column < frame.width(); column++) {
          if (line[column + OverlaySamples.RIM] > 0) {
            painter.blend(column, row, OPAQUE | outline.rgb(), outline.fill());
          }
        }
      }
    }
  }

  private void drawDose(DoseLook dose, int at, Painter painter) {
    float[][] values = samples.of(at);
    if (dose.wash() > 0) {
      for (int row = 0; row < frame.height(); row++) {
        for (int column = 0; column < frame.width(); column++) {
          wash(
              dose,
              values[row + OverlaySamples.RIM][column + OverlaySamples.RIM],
              column,
              row,
              painter);
        }
      }
    }
    if (dose.isLined()) {
      for (DoseLook.Level level : dose.levels()) {
        lines(samples.above(at, dose.valueAt(level)), dose.side().dash(), level.rgb(), painter);
      }
    }
  }

  /** The colour of the highest level that the dose reaches. */
  private static void wash(DoseLook dose, float value, int column, int row, Painter painter) {
    for (DoseLook.Level level : dose.levels()) {
      if (value >= dose.valueAt(level)) {
        painter.blend(column, row, OPAQUE | level.rgb(), dose.wash());
        return;
      }
    }
  }

  private void lines(double[][] above, Side.Dash dash, int rgb, Painter painter) {
    List<double[]> found = ContourLines.of(above);
    if (found.isEmpty()) {
      return;
    }
    Arrays.fill(coverage, 0);
    for (double[] line : found) {
      double along = 0;
      for (int n = 0; n < line.length; n += 2) {
        int next = (n + 2) % line.length;
        along += side(line[n], line[n + 1], line[next], line[next + 1], along, dash);
      }
    }
    for (int p = 0; p < coverage.length; p++) {
      if (coverage[p] > 0) {
        painter.blend(p % frame.width(), p / frame.width(), OPAQUE | rgb, coverage[p]);
      }
    }
  }

  /** Covers the pixels near one side of a line; returns its length in pixels. */
  private double side(double x0, double y0, double x1, double y1, double along, Side.Dash dash) {
    double ax = x0 - OverlaySamples.RIM;
    double ay = y0 - OverlaySamples.RIM;
    double dx = x1 - x0;
    double dy = y1 - y0;
    double length = Math.hypot(dx, dy);
    if (!dash.isOn(along + length / 2)) {
      return length;
    }
    double reach = LINE_PIXELS / 2 + 0.5;
    int top = (int) Math.max(0, Math.ceil(Math.min(ay, ay + dy) - reach));
    int bottom = (int) Math.min(frame.height() - 1, Math.floor(Math.max(ay, ay + dy) + reach));
    int left = (int) Math.max(0, Math.ceil(Math.min(ax, ax + dx) - reach));
    int right = (int) Math.min(frame.width() - 1, Math.floor(Math.max(ax, ax + dx) + reach));
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        double px = column - ax;
        double py = row - ay;
        double t = length > 0 ? Math.clamp((px * dx + py * dy) / (length * length), 0, 1) : 0;
        double distance = Math.hypot(px - t * dx, py - t * dy);
        int p = row * frame.width() + column;
        coverage[p] = (float) Math.max(coverage[p], Math.clamp(reach - distance, 0, 1));
      }
    }
    return length;
  }
}
