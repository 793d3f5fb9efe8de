package org.regista.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.regista.compute.AffineDerivative;
import org.regista.geometry.AffineMap;
import org.regista.register.plan.LinearStage.Freedom;
import org.regista.transform.RigidTransform;

class MotionTest {

  private static final AffineMap START =
      Rotations.ofVector(0.3, -0.5, 0.2)
          .andThen(new AffineMap(1, 0, 0, 12, 0, 1, 0, -7, 0, 0, 1, 30));

  @Test
  void rigidMotionsStayRigid() {
    Motion motion = new Motion(Freedom.RIGID, START, 80);
    AffineMap moved = motion.at(new double[] {20, -30, 15, 4, 5, 6});
    assertThat(RigidTransform.deviationFromRotation(moved)).isLessThan(1e-12);
    assertThat(moved.maxDifference(START)).isGreaterThan(1);
  }

  @Test
  void gradientMatchesDifferencesOfAFunctionOfTheEntries() {
    SplittableRandom random = new SplittableRandom(5);
    for (Freedom freedom : Freedom.values()) {
      Motion motion = new Motion(freedom, START, 70);
      double[] weights = random.doubles(12, -1, 1).toArray();
      double[] p = random.doubles(motion.dimensions(), -10, 10).toArray();
      double[] gradient = motion.gradient(p, AffineDerivative.of(weights));
      for (int n = 0; n < p.length; n++) {
        double h = 1e-2;
        double numeric =
            (value(motion, p, n, h, weights) - value(motion, p, n, -h, weights)) / (2 * h);
        assertThat(gradient[n]).isCloseTo(numeric, within(1e-6 + 1e-6 * Math.abs(numeric)));
      }
    }
  }

  private static double value(Motion motion, double[] p, int n, double h, double[] weights) {
    double[] q = p.clone();
    q[n] += h;
    AffineMap m = motion.at(q);
    return weights[0] * m.m00()
        + weights[1] * m.m01()
        + weights[2] * m.m02()
        + weights[3] * m.t0()
        + weights[4] * m.m10()
        + weights[5] * m.m11()
        + weights[6] * m.m12()
        + weights[7] * m.t1()
        + weights[8] * m.m20()
        + weights[9] * m.m21()
        + weights[10] * m.m22()
        + weights[11] * m.t2();
  }

  @Test
  void anAffineUnitIsAboutAMillimetre() {
    Motion motion = new Motion(Freedom.AFFINE, AffineMap.IDENTITY, 50);
    double[] p = new double[12];
    p[0] = 1;
    assertThat(motion.at(p).row0(50, 0, 0)).isCloseTo(51, within(1e-12));
  }
}
