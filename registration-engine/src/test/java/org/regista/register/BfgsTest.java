package org.regista.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BfgsTest {

  private static final Bfgs.Limits LIMITS = new Bfgs.Limits(200, 0.5, 5, 1e-9);

  @Test
  void climbsAnIllConditionedQuadraticExactly() {
    Bfgs.Objective hill =
        p -> {
          double a = p[0] - 3;
          double b = p[1] + 2;
          return new Bfgs.Point(
              p,
              7 - a * a - 100 * b * b + 5 * a * b,
              new double[] {-2 * a + 5 * b, -200 * b + 5 * a});
        };
    Bfgs.Point top = Bfgs.maximise(hill, new double[] {0, 0}, LIMITS, (n, value) -> {});
    assertThat(top.parameters()[0]).isCloseTo(3, within(1e-5));
    assertThat(top.parameters()[1]).isCloseTo(-2, within(1e-5));
    assertThat(top.value()).isCloseTo(7, within(1e-9));
  }

  @Test
  void climbsTheCurvedValleyOfRosenbrock() {
    Bfgs.Objective valley =
        p -> {
          double a = 1 - p[0];
          double b = p[1] - p[0] * p[0];
          return new Bfgs.Point(
              p, -(a * a + 100 * b * b), new double[] {2 * a + 400 * p[0] * b, -200 * b});
        };
    Bfgs.Point top = Bfgs.maximise(valley, new double[] {-1.2, 1}, LIMITS, (n, value) -> {});
    assertThat(top.parameters()[0]).isCloseTo(1, within(1e-4));
    assertThat(top.parameters()[1]).isCloseTo(1, within(1e-4));
  }

  @Test
  void staysWhereNothingRises() {
    Bfgs.Objective flat = p -> new Bfgs.Point(p, 1, new double[] {0, 0});
    Bfgs.Point top = Bfgs.maximise(flat, new double[] {4, 5}, LIMITS, (n, value) -> {});
    assertThat(top.parameters()).containsExactly(4, 5);
  }
}
