package org.regista.viewers.slice;

import java.util.Arrays;
import java.util.Optional;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsVector;
import org.regista.image.GridSampler;
import org.regista.transform.DisplacementField;
import org.regista.transform.PointRow;
import org.regista.transform.Transform;
import org.regista.viewers.state.ColourMap;
import org.regista.viewers.state.ViewState.Deformation;

/**
 * Local change of volume as a colour: the determinant of the gradient of the whole transform, by
 * central differences over one voxel of the field, bilinear between samples half a voxel apart.
 * Blue shrinks, red grows, each at full strength where the volume halves or doubles; where it keeps
 * its size the picture stays clear. Where space folds (determinant not above zero) there is no
 * volume to speak of, and a colour of its own.
 */
final class JacobianWash {

  static final ColourMap COLOURS = ColourMap.BLUE_RED;

  /** Of folded places. */
  static final int FOLDED = 0xFFF2FF00;

  private static final double MOST_OPAQUE = 0.75;
  private static final double CLEAR_BELOW = 0.35;
  private static final double SAMPLES_PER_VOXEL = 2;

  private final Deformation look;
  private final Transform transform;
  private final Optional<DisplacementField> field;
  private final SliceFrame frame;
  private final SliceFrame coarse;
  private final int factor;
  private final double reachMm;
  private final float[] determinants;

  JacobianWash(Deformation look, Scene scene, SliceFrame frame) {
    this.look = look;
    this.transform = scene.fixedToMoving();
    this.field = scene.bending();
    this.frame = frame;
    GridGeometry grid = field.map(DisplacementField::grid).orElse(scene.fixed().grid());
    this.reachMm = Math.min(grid.spacingMm(0), Math.min(grid.spacingMm(1), grid.spacingMm(2)));
    this.factor = Math.max(1, (int) (reachMm / (SAMPLES_PER_VOXEL * frame.mmPerPixel())));
    this.coarse = frame.coarser(factor);
    this.determinants = new float[coarse.width() * coarse.height()];
  }

  /** How many rows of samples there are. */
  int sampleRows() {
    return coarse.height();
  }

  /** Computes one row of samples; rows may be computed by several threads. */
  void sample(int row) {
    double[][] columns = new double[9][];
    float[] known = new float[coarse.width()];
    LpsVector[] axes = {new LpsVector(1, 0, 0), new LpsVector(0, 1, 0), new LpsVector(0, 0, 1)};
    for (int axis = 0; axis < 3; axis++) {
      PointRow ahead = row(row, axes[axis].times(reachMm), known);
      PointRow behind = row(row, axes[axis].times(-reachMm), known);
      ahead.map(transform);
      behind.map(transform);
      for (int component = 0; component < 3; component++) {
        columns[3 * axis + component] = derivative(ahead, behind, component);
      }
    }
    for (int n = 0; n < known.length; n++) {
      determinants[row * coarse.width() + n] = known[n] + determinant(columns, n);
    }
  }

  /** Places of a row moved by {@code shift}; marks those without a displacement by NaN. */
  private PointRow row(int row, LpsVector shift, float[] known) {
    PointRow places = new PointRow(coarse.width());
    places.place(coarse.toLps(0, row).plus(shift), coarse.stepRight());
    if (field.isPresent()) {
      GridSampler u = new GridSampler(field.get().displacementsMm(), field.get().grid());
      for (int n = 0; n < known.length; n++) {
        if (!u.moveTo(places.x(n), places.y(n), places.z(n))) {
          known[n] = Float.NaN;
        }
      }
    }
    return places;
  }

  private double[] derivative(PointRow ahead, PointRow behind, int component) {
    double[] d = new double[ahead.count()];
    Arrays.setAll(
        d, n -> (component(ahead, component, n) - component(behind, component, n)) / (2 * reachMm));
    return d;
  }

  private static double component(PointRow row, int component, int n) {
    return switch (component) {
      case 0 -> row.x(n);
      case 1 -> row.y(n);
      default -> row.z(n);
    };
  }

  private static float determinant(double[][] c, int n) {
    return (float)
        (c[0][n] * (c[4][n] * c[8][n] - c[5][n] * c[7][n])
            - c[3][n] * (c[1][n] * c[8][n] - c[2][n] * c[7][n])
            + c[6][n] * (c[1][n] * c[5][n] - c[2][n] * c[4][n]));
  }

  /** Washes one row, once all samples are there. */
  void draw(int row, Painter painter) {
    double r = coarseIndex(row, frame.height(), coarse.height());
    for (int column = 0; column < frame.width(); column++) {
      double c = coarseIndex(column, frame.width(), coarse.width());
      double determinant = interpolated(c, r);
      if (determinant <= 0) {
        painter.blend(column, row, FOLDED, MOST_OPAQUE);
      } else if (determinant > 0) {
        double doublings = Math.log(determinant) / Math.log(2) / Deformation.FULL_SCALE_DOUBLINGS;
        double change = look.since() == Deformation.Since.FIXED ? doublings : -doublings;
        double opacity = MOST_OPAQUE * Math.min(Math.abs(change) / CLEAR_BELOW, 1);
        painter.blend(column, row, COLOURS.argb((1 + change) / 2), opacity);
      }
    }
  }

  /** From a pixel to its place among the samples; both pictures have one middle. */
  private double coarseIndex(int n, int count, int coarseCount) {
    double index = (n - (count - 1) / 2.0) / factor + (coarseCount - 1) / 2.0;
    return Math.clamp(index, 0, coarseCount - 1);
  }

  private double interpolated(double c, double r) {
    int c0 = Math.min((int) c, Math.max(coarse.width() - 2, 0));
    int r0 = Math.min((int) r, Math.max(coarse.height() - 2, 0));
    int c1 = Math.min(c0 + 1, coarse.width() - 1);
    int r1 = Math.min(r0 + 1, coarse.height() - 1);
    double above = mixed(at(c0, r0), at(c1, r0), c - c0);
    double below = mixed(at(c0, r1), at(c1, r1), c - c0);
    return mixed(above, below, r - r0);
  }

  private static double mixed(double a, double b, double share) {
    return share == 0 ? a : a + share * (b - a);
  }

  private float at(int column, int row) {
    return determinants[row * coarse.width() + column];
  }
}
