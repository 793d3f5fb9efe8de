package org.regista.register.landmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.geometry.VoxelIndex;
import org.regista.transform.DisplacementField;

class ThinPlateSplineTest {

  private static final AffineMap AFFINE =
      new AffineMap(1.1, 0.05, -0.1, 4, 0.02, 0.93, 0.07, -9, 0.1, 0, 1.04, 12);

  private static List<LpsPoint> places(int count, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<LpsPoint> places = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      places.add(
          new LpsPoint(
              random.nextDouble(-80, 80), random.nextDouble(-20, 150), random.nextDouble(0, 90)));
    }
    return places;
  }

  /** A spline bends nothing that an affine map explains; the tolerance is that of the solver. */
  @Test
  void anAffineMapIsKeptEverywhere() {
    List<LpsPoint> from = places(9, 1);
    ThinPlateSpline spline =
        ThinPlateSpline.through(from, from.stream().map(AFFINE::apply).toList());
    for (LpsPoint p : places(50, 2)) {
      assertThat(spline.apply(p).distanceMm(AFFINE.apply(p))).isLessThan(1e-8);
    }
  }

  /** What the stiffness leaves is w mm, w being the bend in mm per mm; here less than half a mm. */
  @Test
  void landmarksAreBroughtTogetherButForTheErrorOfAHand() {
    List<LpsPoint> from = places(12, 3);
    SplittableRandom random = new SplittableRandom(4);
    List<LpsPoint> to =
        from.stream()
            .map(p -> p.plus(new LpsVector(random.nextDouble(-6, 6), 5, random.nextDouble(-6, 6))))
            .toList();
    ThinPlateSpline spline = ThinPlateSpline.through(from, to);
    double worst = 0;
    for (int n = 0; n < from.size(); n++) {
      worst = Math.max(worst, spline.apply(from.get(n)).distanceMm(to.get(n)));
    }
    assertThat(worst).isBetween(1e-4, 0.5);
  }

  /** The conditions P'w = 0 of Bookstein's eq. 12: far away the spline grows no faster than x. */
  @Test
  void farAwayItIsNearlyAffine() {
    List<LpsPoint> from = places(8, 5);
    List<LpsPoint> to = new ArrayList<>(from);
    to.set(0, to.getFirst().plus(new LpsVector(8, 0, 0)));
    ThinPlateSpline spline = ThinPlateSpline.through(from, to);
    LpsVector direction = new LpsVector(0.6, 0, 0.8);
    LpsVector near = displacement(spline, direction.times(1e5));
    LpsVector far = displacement(spline, direction.times(2e5));
    LpsVector farther = displacement(spline, direction.times(3e5));
    LpsVector bend = far.times(2).plus(near.times(-1)).plus(farther.times(-1));
    assertThat(bend.lengthMm()).isLessThan(1e-2);
  }

  private static LpsVector displacement(ThinPlateSpline spline, LpsVector at) {
    LpsPoint p = new LpsPoint(at.x(), at.y(), at.z());
    return spline.apply(p).minus(p);
  }

  @Test
  void theFieldIsTheMapAtEachVoxelForAnyNumberOfThreads() {
    List<LpsPoint> from = places(7, 6);
    List<LpsPoint> to = from.stream().map(p -> p.plus(new LpsVector(p.y() / 40, 1, 2))).toList();
    ThinPlateSpline spline = ThinPlateSpline.through(from, to);
    GridGeometry grid =
        new GridGeometry(
            new GridSize(7, 5, 4), new AffineMap(9, 1, 0, -30, -1, 8, 2, 10, 0, -2, 12, 5));
    try (DisplacementField one = spline.on(grid, Space.named("a"), 1);
        DisplacementField three = spline.on(grid, Space.named("a"), 3)) {
      for (long n = 0; n < one.displacementsMm().length(); n++) {
        assertThat(three.displacementsMm().get(n)).isEqualTo(one.displacementsMm().get(n));
      }
      LpsPoint p = grid.toLps(new VoxelIndex(5, 2, 3));
      assertThat(one.toMoving(p).distanceMm(spline.apply(p))).isLessThan(1e-4); // floats
    }
  }

  private static ThinPlateSpline bent() {
    List<LpsPoint> from = places(9, 9);
    SplittableRandom random = new SplittableRandom(10);
    return ThinPlateSpline.through(
        from,
        from.stream()
            .map(AFFINE::apply)
            .map(p -> p.plus(new LpsVector(random.nextDouble(-5, 5), random.nextDouble(-5, 5), 0)))
            .toList());
  }

  @Test
  void itIsABendAndThenAnAffineMapAndTheBendIsInverted() {
    ThinPlateSpline spline = bent();
    ThinPlateSpline bending = spline.bending();
    GridGeometry grid =
        GridGeometry.axisAligned(
            new GridSize(20, 22, 14), new LpsVector(9, 9, 8), new LpsPoint(-90, -30, -10));
    try (DisplacementField back = bending.inverseOn(grid, Space.named("a"), 2)) {
      for (VoxelIndex v : List.of(new VoxelIndex(0, 0, 0), new VoxelIndex(11, 9, 7))) {
        LpsPoint p = grid.toLps(v);
        LpsPoint there = bending.apply(p);
        assertThat(there.distanceMm(p)).isGreaterThan(0.3);
        assertThat(spline.affine().apply(there).distanceMm(spline.apply(p))).isLessThan(1e-9);
        assertThat(bending.apply(back.toMoving(p)).distanceMm(p)).isLessThan(2e-3);
      }
    }
  }

  /** Against central differences of the map itself. */
  @Test
  void theJacobianIsThatOfTheMap() {
    ThinPlateSpline spline = bent();
    for (LpsPoint p : places(10, 12)) {
      assertThat(spline.jacobian(p)).isCloseTo(numericJacobian(spline, p), within(1e-6));
    }
    GridGeometry grid =
        GridGeometry.axisAligned(
            new GridSize(30, 30, 20), new LpsVector(6, 6, 6), new LpsPoint(-90, -30, -10));
    assertThat(spline.smallestJacobian(grid, 2)).isBetween(0.3, 1.05);
    List<LpsPoint> from = places(6, 11);
    List<LpsPoint> exchanged = new ArrayList<>(from);
    exchanged.set(0, from.get(1));
    exchanged.set(1, from.get(0));
    assertThat(ThinPlateSpline.through(from, exchanged).smallestJacobian(grid, 2)).isNegative();
  }

  private static double numericJacobian(ThinPlateSpline spline, LpsPoint p) {
    double h = 1e-4;
    LpsVector[] d = new LpsVector[3];
    for (int axis = 0; axis < 3; axis++) {
      LpsVector step = new LpsVector(axis == 0 ? h : 0, axis == 1 ? h : 0, axis == 2 ? h : 0);
      d[axis] = spline.apply(p.plus(step)).minus(spline.apply(p.plus(step.times(-1))));
    }
    return d[0].cross(d[1]).dot(d[2]) / Math.pow(2 * h, 3);
  }

  @Test
  void landmarksThatTellNoSplineAreRefused() {
    List<LpsPoint> three = places(3, 7);
    assertThatThrownBy(() -> ThinPlateSpline.through(three, three))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("at least 4 landmarks");
    List<LpsPoint> flat = places(6, 8).stream().map(p -> new LpsPoint(p.x(), p.y(), 3)).toList();
    assertThatThrownBy(() -> ThinPlateSpline.through(flat, flat))
        .hasMessageContaining("do not lie in a plane");
  }
}
