package org.regista.rt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.geometry.VoxelIndex;
import org.regista.image.Volume;

/** The field of a solid against the distances to its contours, one by one, and known volumes. */
final class StructureSolidTest {

  private static final LpsVector U = new LpsVector(0.6, 0.64, 0.48);
  private static final LpsVector V = new LpsVector(-0.8, 0.48, 0.36);
  private static final LpsVector W = new LpsVector(0, -0.6, 0.8);

  private static Contour polygon(double w, double... uv) {
    List<LpsPoint> points = new ArrayList<>();
    for (int n = 0; n < uv.length; n += 2) {
      points.add(
          new LpsPoint(10, -20, 5).plus(U.times(uv[n])).plus(V.times(uv[n + 1])).plus(W.times(w)));
    }
    return new Contour(Contour.Kind.CLOSED_PLANAR, points);
  }

  /** An L with a hole in its corner, growing upwards, in oblique planes at the given places. */
  private static Structure shape(double... places) {
    List<Contour> contours = new ArrayList<>();
    for (double w : places) {
      double s = 1 + w / 20;
      contours.add(
          polygon(w, 0, 0, 30 * s, 0, 30 * s, 10 * s, 12 * s, 10 * s, 12 * s, 25 * s, 0, 25 * s));
      contours.add(polygon(w, 3 * s, 2 * s, 8 * s, 2 * s, 8 * s, 7 * s, 3 * s, 7 * s));
    }
    return new Structure(1, "L", "ORGAN", 0, contours);
  }

  @Test
  void theFieldIsTheDistanceToTheContours() {
    for (Structure shape : List.of(shape(0, 2, 4, 6, 8), shape(0, 2, 3, 5, 7, 9))) {
      ContourPlanes planes = ContourPlanes.of(shape);
      try (Volume field = StructureSolid.of(shape).distances(Space.named("a"), 2)) {
        int within = 0;
        for (int n = 0; n < 4000; n++) {
          int i = Math.floorMod(n * 7919, field.size().ni());
          int j = Math.floorMod(n * 104729, field.size().nj());
          int k = 1 + Math.floorMod(n * 31, field.size().nk() - 2);
          LpsPoint p = field.grid().toLps(new VoxelIndex(i, j, k));
          double middle = field.grid().centre().minus(p).dot(planes.normal());
          // a hair inside the stack: on its last planes the exact distance is that to the cap
          LpsPoint inside = p.plus(planes.normal().times(Math.copySign(1e-9, middle)));
          double exact = planes.signedDistance(inside);
          assertThat((double) field.at(i, j, k)).isCloseTo(exact, within(0.05));
          within += exact > 0 ? 1 : 0;
        }
        assertThat(within).isGreaterThan(500);
      }
    }
  }

  @Test
  void volumesAreAreasTimesDistances() {
    double area = 30 * 10 + 12 * 15 - 25;
    double expected = 0;
    for (int w = 0; w <= 8; w += 2) {
      expected += 2 * area * (1 + w / 20.0) * (1 + w / 20.0);
    }
    assertThat(StructureSolid.of(shape(0, 2, 4, 6, 8)).volumeMm3())
        .isCloseTo(expected, within(1e-6 * expected));
    // planes 10 mm apart leave a gap among those 2 mm apart: each end counts 2 mm
    double gap = 0;
    for (double w : new double[] {0, 2, 4, 14, 16}) {
      gap += 2 * area * (1 + w / 20.0) * (1 + w / 20.0);
    }
    assertThat(StructureSolid.of(shape(0, 2, 4, 14, 16)).volumeMm3())
        .isCloseTo(gap, within(1e-6 * gap));
  }
}
