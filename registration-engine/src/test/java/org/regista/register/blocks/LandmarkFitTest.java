package org.regista.register.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;

class LandmarkFitTest {

  /** 30 degrees about z, then (5, -7, 11) mm. */
  private static final double C = Math.sqrt(0.75);

  private static final AffineMap MOTION = new AffineMap(C, -0.5, 0, 5, 0.5, C, 0, -7, 0, 0, 1, 11);

  private static final List<LpsPoint> TRIANGLE =
      List.of(new LpsPoint(10, 20, 30), new LpsPoint(-40, 25, 28), new LpsPoint(3, -60, 31));

  private static double errorMm(List<LpsPoint> points, AffineMap map) {
    return points.stream()
        .mapToDouble(p -> map.apply(p).distanceMm(MOTION.apply(p)))
        .max()
        .orElseThrow();
  }

  @Test
  void threePairsTellTheMotionExactly() {
    AffineMap found = LandmarkFit.rigid(TRIANGLE, TRIANGLE.stream().map(MOTION::apply).toList());
    assertThat(errorMm(List.of(new LpsPoint(0, 0, 0), new LpsPoint(90, 80, -120)), found))
        .isLessThan(1e-9);
    assertThat(found.determinant()).as("a rotation, no mirror").isGreaterThan(0.999);
  }

  @Test
  void anErrorOfOnePointIsSharedAmongAll() {
    List<LpsPoint> moving =
        List.of(
            MOTION.apply(TRIANGLE.get(0)).plus(new org.regista.geometry.LpsVector(3, 0, 0)),
            MOTION.apply(TRIANGLE.get(1)),
            MOTION.apply(TRIANGLE.get(2)));
    AffineMap found = LandmarkFit.rigid(TRIANGLE, moving);
    assertThat(errorMm(TRIANGLE, found)).isBetween(0.5, 3.0);
  }

  @Test
  void pointsOnALineAreRefused() {
    List<LpsPoint> line =
        List.of(new LpsPoint(0, 0, 0), new LpsPoint(10, 10, 0), new LpsPoint(30, 30, 0));
    assertThatThrownBy(() -> LandmarkFit.rigid(line, line))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("on a line");
    assertThatThrownBy(() -> LandmarkFit.rigid(line.subList(0, 2), line.subList(0, 2)))
        .isInstanceOf(InputDataException.class);
  }
}
