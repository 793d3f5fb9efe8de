package org.regista.register;

import org.regista.compute.AffineDerivative;
import org.regista.geometry.AffineMap;
import org.regista.register.plan.LinearStage.Freedom;

/**
 * The linear maps that can be reached from a start, by parameters of which each unit moves the
 * patient by about one millimetre: {@code at(p) = start o E(p)}. For {@link Freedom#RIGID} p is a
 * rotation vector times the radius, then a translation; for {@link Freedom#AFFINE} the nine entries
 * of a linear part minus the identity times the radius, then a translation.
 *
 * @param start maps LPS mm relative to a centre to LPS mm of the moving space
 * @param radiusMm root mean square distance of the patient from that centre
 */
record Motion(Freedom freedom, AffineMap start, double radiusMm) {

  private static final double DIFFERENCE_MM = 1e-3;

  int dimensions() {
    return freedom == Freedom.RIGID ? 6 : 12;
  }

  AffineMap at(double[] p) {
    return (freedom == Freedom.RIGID ? rigid(p) : affine(p)).andThen(start);
  }

  private AffineMap rigid(double[] p) {
    AffineMap r = Rotations.ofVector(p[0] / radiusMm, p[1] / radiusMm, p[2] / radiusMm);
    return new AffineMap(
        r.m00(), r.m01(), r.m02(), p[3], r.m10(), r.m11(), r.m12(), p[4], r.m20(), r.m21(), r.m22(),
        p[5]);
  }

  private AffineMap affine(double[] p) {
    double s = 1 / radiusMm;
    return new AffineMap(
        1 + s * p[0],
        s * p[1],
        s * p[2],
        p[9],
        s * p[3],
        1 + s * p[4],
        s * p[5],
        p[10],
        s * p[6],
        s * p[7],
        1 + s * p[8],
        p[11]);
  }

  /** The derivative with respect to p, from that with respect to the entries of the map at p. */
  double[] gradient(double[] p, AffineDerivative byEntry) {
    double[] d = byEntry.toArray();
    double[] gradient = new double[dimensions()];
    double[] q = p.clone();
    for (int n = 0; n < q.length; n++) {
      q[n] = p[n] + DIFFERENCE_MM;
      double[] ahead = entries(at(q));
      q[n] = p[n] - DIFFERENCE_MM;
      double[] behind = entries(at(q));
      q[n] = p[n];
      for (int e = 0; e < 12; e++) {
        gradient[n] += d[e] * (ahead[e] - behind[e]) / (2 * DIFFERENCE_MM);
      }
    }
    return gradient;
  }

  private static double[] entries(AffineMap m) {
    return new double[] {
      m.m00(), m.m01(), m.m02(), m.t0(), m.m10(), m.m11(), m.m12(), m.t1(), m.m20(), m.m21(),
      m.m22(), m.t2()
    };
  }
}
