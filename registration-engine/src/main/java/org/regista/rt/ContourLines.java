package org.regista.rt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Closed lines along which values on a lattice pass through zero (marching squares; the saddle is
 * decided by the mean of its corners). The lines keep the positive side on one hand, so holes run
 * the other way round.
 */
public final class ContourLines {

  private final double[][] values;
  private final Map<Long, Long> next = new HashMap<>();
  private final Map<Long, double[]> places = new HashMap<>();

  private ContourLines(double[][] values) {
    this.values = values;
  }

  /**
   * @param values [row][column], negative along the border
   * @return for each line its points, column and row alternating, in lattice units
   */
  public static List<double[]> of(double[][] values) {
    ContourLines lines = new ContourLines(values);
    for (int j = 0; j + 1 < values.length; j++) {
      for (int i = 0; i + 1 < values[j].length; i++) {
        lines.cell(i, j);
      }
    }
    return lines.chained();
  }

  private void cell(int i, int j) {
    double a = values[j][i];
    double b = values[j][i + 1];
    double c = values[j + 1][i + 1];
    double d = values[j + 1][i];
    int code = (a > 0 ? 1 : 0) | (b > 0 ? 2 : 0) | (c > 0 ? 4 : 0) | (d > 0 ? 8 : 0);
    long bottom = edge(i, j, 0);
    long right = edge(i + 1, j, 1);
    long top = edge(i, j + 1, 0);
    long left = edge(i, j, 1);
    boolean middle = a + b + c + d > 0;
    switch (code) {
      case 1 -> link(bottom, left);
      case 2 -> link(right, bottom);
      case 3 -> link(right, left);
      case 4 -> link(top, right);
      case 5 -> {
        link(middle ? bottom : top, right);
        link(middle ? top : bottom, left);
      }
      case 6 -> link(top, bottom);
      case 7 -> link(top, left);
      case 8 -> link(left, top);
      case 9 -> link(bottom, top);
      case 10 -> {
        link(middle ? right : left, top);
        link(middle ? left : right, bottom);
      }
      case 11 -> link(right, top);
      case 12 -> link(left, right);
      case 13 -> link(bottom, right);
      case 14 -> link(left, bottom);
      default -> {}
    }
  }

  /** The lattice edge from (i, j) along a column step (0) or a row step (1). */
  private static long edge(int i, int j, int axis) {
    return ((long) j << 32 | i) << 1 | axis;
  }

  private void link(long from, long to) {
    next.put(from, to);
    places.computeIfAbsent(from, this::crossing);
    places.computeIfAbsent(to, this::crossing);
  }

  private double[] crossing(long edge) {
    int axis = (int) (edge & 1);
    int i = (int) (edge >> 1);
    int j = (int) (edge >> 33);
    double a = values[j][i];
    double b = axis == 0 ? values[j][i + 1] : values[j + 1][i];
    double t = a / (a - b);
    return axis == 0 ? new double[] {i + t, j} : new double[] {i, j + t};
  }

  private List<double[]> chained() {
    List<double[]> lines = new ArrayList<>();
    List<Long> starts = next.keySet().stream().sorted().toList();
    for (Long start : starts) {
      List<double[]> line = new ArrayList<>();
      Long at = start;
      while (at != null && next.containsKey(at)) {
        line.add(places.getOrDefault(at, new double[2]));
        at = next.remove(at);
      }
      if (line.size() > 2) {
        lines.add(line.stream().flatMapToDouble(Arrays::stream).toArray());
      }
    }
    return lines;
  }
}
