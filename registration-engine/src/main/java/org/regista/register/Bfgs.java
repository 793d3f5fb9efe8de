package org.regista.register;

import java.util.Arrays;
import java.util.Optional;

/**
 * Quasi-Newton ascent (BFGS; Nocedal and Wright 2006, ch. 6) with Armijo backtracking, for a smooth
 * function of a few parameters of which each unit is about a millimetre.
 */
final class Bfgs {

  private static final double ARMIJO = 1e-4;
  private static final int MOST_HALVINGS = 8;

  /** What is maximised. */
  interface Objective {
    Point at(double[] parameters);
  }

  record Point(double[] parameters, double value, double[] gradient) {}

  /** Told of the start, as iteration 0, and after each accepted step. */
  interface Listener {
    void reached(int iteration, Point best);
  }

  /**
   * @param iterations at most
   * @param firstStepMm length of the first step
   * @param maxStepMm no step is longer
   * @param toleranceMm ends when a step is shorter
   */
  record Limits(int iterations, double firstStepMm, double maxStepMm, double toleranceMm) {}

  private final Objective objective;
  private final Limits limits;
  private double[][] inverseHessian = {};
  private boolean fresh;

  private Bfgs(Objective objective, Limits limits) {
    this.objective = objective;
    this.limits = limits;
  }

  /** The best point found from {@code start}. */
  static Point maximise(Objective objective, double[] start, Limits limits, Listener listener) {
    return new Bfgs(objective, limits).run(objective.at(start), listener);
  }

  private Point run(Point start, Listener listener) {
    Point best = start;
    listener.reached(0, best);
    reset(best.gradient());
    for (int n = 0; n < limits.iterations(); n++) {
      Optional<Point> gain = lineSearch(best, direction(best.gradient()));
      if (gain.isEmpty()) {
        if (fresh) {
          break;
        }
        reset(best.gradient());
        continue;
      }
      Point next = gain.get();
      double moved = length(difference(next.parameters(), best.parameters()));
      update(best, next);
      best = next;
      listener.reached(n + 1, best);
      if (moved < limits.toleranceMm()) {
        break;
      }
    }
    return best;
  }

  /** Steepest ascent, scaled to the first step. */
  private void reset(double[] gradient) {
    double slope = length(gradient);
    double scale = slope > 0 ? limits.firstStepMm() / slope : 0;
    inverseHessian = new double[gradient.length][gradient.length];
    for (int n = 0; n < gradient.length; n++) {
      inverseHessian[n][n] = scale;
    }
    fresh = true;
  }

  private double[] direction(double[] gradient) {
    double[] d = times(inverseHessian, gradient);
    double length = length(d);
    if (length > limits.maxStepMm()) {
      scale(d, limits.maxStepMm() / length);
    }
    return d;
  }

  /** The first point along d that gains enough, if there is one. */
  private Optional<Point> lineSearch(Point from, double[] d) {
    double slope = dot(d, from.gradient());
    if (!(slope > 0)) {
      return Optional.empty();
    }
    double t = 1;
    for (int halving = 0; halving <= MOST_HALVINGS; halving++) {
      double[] p = from.parameters().clone();
      for (int n = 0; n < p.length; n++) {
        p[n] += t * d[n];
      }
      Point trial = objective.at(p);
      if (trial.value() >= from.value() + ARMIJO * t * slope) {
        return Optional.of(trial);
      }
      t /= 2;
    }
    return Optional.empty();
  }

  private void update(Point from, Point to) {
    double[] s = difference(to.parameters(), from.parameters());
    double[] y = difference(from.gradient(), to.gradient());
    double sy = dot(s, y);
    if (!(sy > 1e-10 * length(s) * length(y))) {
      return;
    }
    if (fresh) {
      double scale = sy / dot(y, y);
      for (int n = 0; n < s.length; n++) {
        Arrays.fill(inverseHessian[n], 0);
        inverseHessian[n][n] = scale;
      }
      fresh = false;
    }
    double[] hy = times(inverseHessian, y);
    double factor = 1 + dot(y, hy) / sy;
    for (int a = 0; a < s.length; a++) {
      for (int b = 0; b < s.length; b++) {
        inverseHessian[a][b] += (factor * s[a] * s[b] - hy[a] * s[b] - s[a] * hy[b]) / sy;
      }
    }
  }

  private static double[] times(double[][] m, double[] x) {
    double[] result = new double[x.length];
    for (int n = 0; n < x.length; n++) {
      result[n] = dot(m[n], x);
    }
    return result;
  }

  private static double[] difference(double[] a, double[] b) {
    double[] result = new double[a.length];
    for (int n = 0; n < a.length; n++) {
      result[n] = a[n] - b[n];
    }
    return result;
  }

  private static void scale(double[] x, double factor) {
    for (int n = 0; n < x.length; n++) {
      x[n] *= factor;
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int n = 0; n < a.length; n++) {
      sum += a[n] * b[n];
    }
    return sum;
  }

  private static double length(double[] x) {
    return Math.sqrt(dot(x, x));
  }
}
