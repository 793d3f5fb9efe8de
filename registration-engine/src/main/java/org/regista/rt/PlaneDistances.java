package org.regista.rt;

import java.util.Arrays;
import java.util.List;

/**
 * Signed distances to polygons on a square lattice: positive inside (even-odd rule), zero on the
 * sides. The nearest side is passed on from cell to cell (Danielsson 1980,
 * doi:10.1016/0146-664X(80)90054-4); ours passes sides instead of points, so that distances near
 * the outline are exact, and looks at the sides around each cell first.
 */
final class PlaneDistances {

  private static final int SWEEPS = 2;

  private final double startX;
  private final double startY;
  private final double step;
  private final int columns;
  private final int rows;
  private final double[] sides;
  private final int[] nearest;
  private final double[] squared;

  private PlaneDistances(
      List<double[]> polygons, double startX, double startY, double step, int columns, int rows) {
    this.startX = startX;
    this.startY = startY;
    this.step = step;
    this.columns = columns;
    this.rows = rows;
    this.sides = sides(polygons);
    this.nearest = new int[columns * rows];
    this.squared = new double[columns * rows];
    Arrays.fill(nearest, -1);
    Arrays.fill(squared, Double.POSITIVE_INFINITY);
  }

  /**
   * @param polygons x and y alternating; the first point is not repeated
   * @return [rows][columns], mm; cell (0, 0) lies at the start
   */
  static float[] of(
      List<double[]> polygons, double startX, double startY, double step, int columns, int rows) {
    PlaneDistances lattice = new PlaneDistances(polygons, startX, startY, step, columns, rows);
    lattice.seed();
    for (int n = 0; n < SWEEPS; n++) {
      lattice.sweep(1);
      lattice.sweep(-1);
    }
    return lattice.signed();
  }

  /** All sides, four numbers each. */
  private static double[] sides(List<double[]> polygons) {
    double[] sides = new double[2 * polygons.stream().mapToInt(p -> p.length).sum()];
    int at = 0;
    for (double[] p : polygons) {
      for (int n = 0; n < p.length; n += 2) {
        int next = (n + 2) % p.length;
        sides[at++] = p[n];
        sides[at++] = p[n + 1];
        sides[at++] = p[next];
        sides[at++] = p[next + 1];
      }
    }
    return sides;
  }

  /** Offers each side to the cells around it. */
  private void seed() {
    for (int side = 0; side < sides.length / 4; side++) {
      double dx = sides[4 * side + 2] - sides[4 * side];
      double dy = sides[4 * side + 3] - sides[4 * side + 1];
      int pieces = Math.max(1, (int) Math.ceil(Math.hypot(dx, dy) / step));
      for (int n = 0; n <= pieces; n++) {
        double x = (sides[4 * side] + dx * n / pieces - startX) / step;
        double y = (sides[4 * side + 1] + dy * n / pieces - startY) / step;
        for (int j = (int) Math.floor(y) - 1; j <= Math.floor(y) + 2; j++) {
          for (int i = (int) Math.floor(x) - 1; i <= Math.floor(x) + 2; i++) {
            offer(i, j, side);
          }
        }
      }
    }
  }

  private void offer(int i, int j, int side) {
    if (side < 0 || i < 0 || j < 0 || i >= columns || j >= rows) {
      return;
    }
    double ax = sides[4 * side];
    double ay = sides[4 * side + 1];
    double dx = sides[4 * side + 2] - ax;
    double dy = sides[4 * side + 3] - ay;
    double px = startX + i * step - ax;
    double py = startY + j * step - ay;
    double length = dx * dx + dy * dy;
    double t = length > 0 ? Math.clamp((px * dx + py * dy) / length, 0, 1) : 0;
    double ex = px - t * dx;
    double ey = py - t * dy;
    double distance = ex * ex + ey * ey;
    int cell = j * columns + i;
    if (distance < squared[cell]) {
      squared[cell] = distance;
      nearest[cell] = side;
    }
  }

  /** Passes the nearest sides on, row by row, upwards (1) or downwards (-1). */
  private void sweep(int way) {
    for (int n = 0; n < rows; n++) {
      int j = way > 0 ? n : rows - 1 - n;
      for (int i = 0; i < columns; i++) {
        for (int from = -1; from <= 1; from++) {
          take(i, j, i + from, j - way);
        }
      }
      for (int i = 1; i < columns; i++) {
        take(i, j, i - 1, j);
      }
      for (int i = columns - 2; i >= 0; i--) {
        take(i, j, i + 1, j);
      }
    }
  }

  private void take(int i, int j, int fromI, int fromJ) {
    if (fromI >= 0 && fromJ >= 0 && fromI < columns && fromJ < rows) {
      offer(i, j, nearest[fromJ * columns + fromI]);
    }
  }

  private float[] signed() {
    float[] distances = new float[columns * rows];
    for (int j = 0; j < rows; j++) {
      double[] crossings = crossings(startY + j * step);
      int passed = 0;
      for (int i = 0; i < columns; i++) {
        while (passed < crossings.length && crossings[passed] < startX + i * step) {
          passed++;
        }
        double distance = Math.sqrt(squared[j * columns + i]);
        distances[j * columns + i] = (float) (passed % 2 == 1 ? distance : -distance);
      }
    }
    return distances;
  }

  /** Where the sides cross a row, ascending. */
  private double[] crossings(double y) {
    double[] found = new double[sides.length / 4];
    int count = 0;
    for (int n = 0; n < sides.length; n += 4) {
      double ay = sides[n + 1];
      double by = sides[n + 3];
      if (ay > y != by > y) {
        found[count++] = sides[n] + (y - ay) / (by - ay) * (sides[n + 2] - sides[n]);
      }
    }
    double[] sorted = Arrays.copyOf(found, count);
    Arrays.sort(sorted);
    return sorted;
  }
}
