package org.regista.compute.reference;

import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;
import org.regista.parallel.Workers;

/**
 * Inverts x + u(x): finds v with v(p) + u(p + v(p)) = 0 voxel by voxel. Fixed-point sweeps v -= r
 * (Chen et al. 2008, doi:10.1118/1.2816107), damped where they would overshoot, are cheap and
 * contract where u is gentle; Newton steps on the trilinear interpolant finish the rest. Both only
 * ever shorten the residual and can be caught where cells of the interpolant meet; there, plain
 * damped sweeps go on. A voxel starts from its own v or, if that fits better, from its neighbour's
 * result.
 */
final class FieldInverse {

  private static final int SWEEPS = 20;
  private static final int NEWTON_STEPS = 30;

  /** Damped sweeps that need not shorten the residual: first the quicker, then the more patient. */
  private static final double[] DAMPING = {0.5, 0.2};

  private static final int DAMPED_SWEEPS = 200;

  /** A sweep or step must shorten the residual to this share of it, or is halved. */
  private static final double PROGRESS = 0.95;

  private static final double SMALLEST_STEP = 1.0 / 1024;

  private final NativeBuffer u;
  private final GridSize size;
  private final double toleranceVoxels;
  private final int threads;

  FieldInverse(NativeBuffer u, GridSize size, double toleranceVoxels, int threads) {
    this.u = u;
    this.size = size;
    this.toleranceVoxels = toleranceVoxels;
    this.threads = threads;
  }

  /** Improves v in place; the largest remaining residual. */
  double refine(NativeBuffer v) {
    double[] largest = new double[size.nk()];
    int ni = size.ni();
    Workers.forEach(
        size.nk(),
        threads,
        k -> {
          VectorRun row = new VectorRun(ni, size.voxelCount());
          Search search = new Search();
          for (int j = 0; j < size.nj(); j++) {
            row.read(v, size.offset(0, j, k), ni);
            search.forgetNeighbour();
            for (int i = 0; i < ni; i++) {
              search.run(i, j, k, row.c0[i], row.c1[i], row.c2[i]);
              row.set(i, search.v[0], search.v[1], search.v[2]);
              largest[k] = Math.max(largest[k], search.length);
            }
            row.write(v, size.offset(0, j, k), ni);
          }
        });
    double max = 0;
    for (double ofPlane : largest) {
      max = Math.max(max, ofPlane);
    }
    return max;
  }

  /** The search for one voxel's v; reused for all of a plane. */
  private final class Search {

    private final Trilinear place = new Trilinear(size);
    private final long count = size.voxelCount();
    private final double[] p = new double[3];

    /** The best v so far, its residual r = v + u(p + v), and the length of r. */
    private final double[] v = new double[3];

    private final double[] r = new double[3];
    private double length;
    private boolean hasNeighbour;

    private final double[] step = new double[3];
    private final double[] trial = new double[3];
    private final double[] trialResidual = new double[3];

    void run(int i, int j, int k, double v0, double v1, double v2) {
      set(p, i, j, k);
      startFromBetter(v0, v1, v2);
      descend();
      for (double share : DAMPING) {
        if (length > toleranceVoxels) {
          relax(share);
        }
      }
      hasNeighbour = true;
    }

    void forgetNeighbour() {
      hasNeighbour = false;
    }

    /** From the given v or from the one that the last voxel ended with. */
    private void startFromBetter(double v0, double v1, double v2) {
      set(trial, v[0], v[1], v[2]);
      set(v, v0, v1, v2);
      length = residual(v, r);
      if (hasNeighbour) {
        double trialLength = residual(trial, trialResidual);
        if (trialLength < length) {
          accept(trialLength);
        }
      }
    }

    private void descend() {
      for (int n = 0; n < SWEEPS && length > toleranceVoxels; n++) {
        set(step, -r[0], -r[1], -r[2]);
        if (!advance()) {
          break;
        }
      }
      for (int n = 0; n < NEWTON_STEPS && length > toleranceVoxels; n++) {
        if (!newtonStep() || !advance()) {
          break;
        }
      }
    }

    /** Sweeps v -= share r whatever happens to the residual; keeps the result if it is better. */
    private void relax(double share) {
      double[] at = v.clone();
      double[] residualThere = r.clone();
      double lengthThere = length;
      for (int n = 0; n < DAMPED_SWEEPS && lengthThere > toleranceVoxels; n++) {
        for (int c = 0; c < 3; c++) {
          at[c] -= share * residualThere[c];
        }
        lengthThere = residual(at, residualThere);
      }
      if (lengthThere < length) {
        set(trial, at[0], at[1], at[2]);
        set(trialResidual, residualThere[0], residualThere[1], residualThere[2]);
        accept(lengthThere);
      }
    }

    /** r = at + u(p + at); its length. */
    private double residual(double[] at, double[] r) {
      place.moveTo(p[0] + at[0], p[1] + at[1], p[2] + at[2]);
      for (int c = 0; c < 3; c++) {
        r[c] = at[c] + place.value(u, c * count);
      }
      return Math.sqrt(r[0] * r[0] + r[1] * r[1] + r[2] * r[2]);
    }

    /** Follows {@code step}, or the largest of its halves that helps; false if none does. */
    private boolean advance() {
      for (double share = 1; share >= SMALLEST_STEP; share /= 2) {
        for (int c = 0; c < 3; c++) {
          trial[c] = v[c] + share * step[c];
        }
        double trialLength = residual(trial, trialResidual);
        if (trialLength < (1 - share * (1 - PROGRESS)) * length) {
          accept(trialLength);
          return true;
        }
      }
      return false;
    }

    /** The trial becomes the best so far. */
    private void accept(double trialLength) {
      set(v, trial[0], trial[1], trial[2]);
      set(r, trialResidual[0], trialResidual[1], trialResidual[2]);
      length = trialLength;
    }

    /** Solves (I + Du) step = -r; false if that matrix is singular. */
    private boolean newtonStep() {
      place.moveTo(p[0] + v[0], p[1] + v[1], p[2] + v[2]);
      double a = 1 + place.derivativeI(u, 0);
      double b = place.derivativeJ(u, 0);
      double c = place.derivativeK(u, 0);
      double d = place.derivativeI(u, count);
      double e = 1 + place.derivativeJ(u, count);
      double f = place.derivativeK(u, count);
      double g = place.derivativeI(u, 2 * count);
      double h = place.derivativeJ(u, 2 * count);
      double l = 1 + place.derivativeK(u, 2 * count);
      double det = DigitalCell.determinant(a, b, c, d, e, f, g, h, l);
      if (Math.abs(det) < 1e-9) {
        return false;
      }
      set(
          step,
          -DigitalCell.determinant(r[0], b, c, r[1], e, f, r[2], h, l) / det,
          -DigitalCell.determinant(a, r[0], c, d, r[1], f, g, r[2], l) / det,
          -DigitalCell.determinant(a, b, r[0], d, e, r[1], g, h, r[2]) / det);
      return true;
    }

    private static void set(double[] vector, double x, double y, double z) {
      vector[0] = x;
      vector[1] = y;
      vector[2] = z;
    }
  }
}
