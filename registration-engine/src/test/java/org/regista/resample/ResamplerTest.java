package org.regista.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.regista.resample.Phantom.FIXED;
import static org.regista.resample.Phantom.MOVING;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;
import org.regista.image.IntensityUnit;
import org.regista.image.Mask;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.transform.AffineTransform;
import org.regista.transform.DisplacementField;
import org.regista.transform.Transform;
import org.regista.transform.TransformChain;

final class ResamplerTest {

  private static final float OUTSIDE = -7;

  /** The indices are rounded to 2^-20 voxel; the ramps rise by less than 10 per voxel. */
  private static final float RAMP_TOLERANCE = 2e-5f;

  private static final AffineMap SHEARED =
      new AffineMap(1.05, 0.1, -0.02, 0.7, -0.06, 0.97, 0.08, -1.2, 0.03, -0.04, 1.1, 0.4);

  private final Resampler resampler = new Resampler(2);

  private static double ramp(LpsPoint p) {
    return 3 + 1.5 * p.x() - 2 * p.y() + 0.75 * p.z();
  }

  /** A coarser grid, turned otherwise, within the anatomy that {@link Phantom#oblique} covers. */
  private static GridGeometry within() {
    return Phantom.grid(
        new GridSize(4, 3, 5),
        new LpsVector(1.1, 1.7, 1.3),
        Phantom.rotation(-0.4, 0.1, 0.3),
        new LpsPoint(-2, -1, -2));
  }

  @ParameterizedTest
  @EnumSource(names = {"LINEAR", "BSPLINE"})
  void aRampStaysExactThroughAnAffine(Interpolation how) {
    // a B-spline bends at the mirrored border: far enough inside 40 voxels it does not show
    GridGeometry grid =
        Phantom.grid(
            new GridSize(40, 38, 36),
            new LpsVector(1.5, 2, 2.75),
            Phantom.rotation(0.2, -0.3, 0.4),
            new LpsPoint(-3, -29, -61)); // centred on the patient's origin
    Volume moving = Phantom.byPlace(MOVING, grid, ResamplerTest::ramp);
    AffineTransform pullBack = new AffineTransform(FIXED, MOVING, SHEARED);

    try (moving;
        Volume warped = resampler.resample(moving, pullBack, within(), how, OUTSIDE)) {
      forEachVoxel(
          within(),
          v -> {
            double expected = ramp(pullBack.toMoving(within().toLps(v)));
            assertThat(at(warped, v)).isCloseTo((float) expected, offset(RAMP_TOLERANCE));
          });
    }
  }

  @ParameterizedTest
  @EnumSource
  void ontoItsOwnGridNothingChanges(Interpolation how) {
    Volume moving = Phantom.byIndex(MOVING, Phantom.oblique(), ResamplerTest::checkered);
    Transform identity = AffineTransform.identity(FIXED, MOVING);

    try (moving;
        Volume same = resampler.resample(moving, identity, moving.grid(), how, OUTSIDE)) {
      assertThat(same.space()).isEqualTo(FIXED);
      float tolerance = how == Interpolation.BSPLINE ? 2e-5f : 0;
      assertThat(Phantom.values(same.voxels()))
          .containsExactly(Phantom.values(moving.voxels()), offset(tolerance));
    }
  }

  private static double checkered(VoxelIndex v) {
    return (v.i() * 7 + v.j() * 13 + v.k() * 29) % 31;
  }

  @Test
  void aSplineFollowsACubicPolynomial() {
    GridGeometry grid =
        GridGeometry.axisAligned(
            new GridSize(41, 37, 39), new LpsVector(0.5, 1, 2), new LpsPoint(0, 0, 0));
    Volume moving = Phantom.byIndex(MOVING, grid, ResamplerTest::cubic);
    GridGeometry between =
        GridGeometry.axisAligned(
            new GridSize(5, 4, 3), new LpsVector(0.27, 0.6, 1.3), new LpsPoint(9.6, 17.3, 36.5));

    try (moving;
        Volume spline =
            resampler.resample(
                moving,
                AffineTransform.identity(FIXED, MOVING),
                between,
                Interpolation.BSPLINE,
                OUTSIDE)) {
      forEachVoxel(
          between,
          v -> {
            double expected = cubic(grid.toIndex(between.toLps(v)));
            assertThat(at(spline, v)).isCloseTo((float) expected, offset(2e-4f));
          });
    }
  }

  private static double cubic(VoxelIndex v) {
    double i = (v.i() - 20) / 10;
    double j = (v.j() - 18) / 10;
    double k = (v.k() - 19) / 10;
    return 2 + i - 3 * j * k + 4 * i * i * i - 5 * j * j * j + 2 * k * k * k + i * j * k;
  }

  @Test
  void noLabelIsInvented() {
    Set<Float> labels = Set.of(0f, 3f, 7f, 1003f);
    Volume moving =
        Phantom.byIndex(
            MOVING,
            Phantom.oblique(),
            v -> new double[] {0, 3, 7, 1003}[(int) (v.i() + 2 * v.j() + v.k()) % 4]);
    Set<Float> seen = new HashSet<>();

    try (moving;
        Volume warped =
            resampler.resample(
                moving,
                new AffineTransform(FIXED, MOVING, SHEARED),
                within(),
                Interpolation.LABEL,
                0)) {
      for (float label : Phantom.values(warped.voxels())) {
        seen.add(label);
      }
    }
    assertThat(labels).containsAll(seen);
    assertThat(seen.size()).isGreaterThan(2);
  }

  @Test
  void theLabelWithTheLargestSumWinsNotTheNearest() {
    // along i: 1 at 0 and 2 at 1; along j the row above is 2: at (0.4, 0.4) label 1 has .36, 2 has
    // .64
    Volume moving =
        Phantom.byIndex(
            MOVING,
            GridGeometry.axisAligned(
                new GridSize(2, 2, 1), new LpsVector(1, 1, 1), new LpsPoint(0, 0, 0)),
            v -> v.i() + v.j() == 0 ? 1 : 2);
    GridGeometry point =
        GridGeometry.axisAligned(
            new GridSize(1, 1, 1), new LpsVector(1, 1, 1), new LpsPoint(0.4, 0.4, 0));
    Transform identity = AffineTransform.identity(FIXED, MOVING);

    try (moving;
        Volume voted = resampler.resample(moving, identity, point, Interpolation.LABEL, 0);
        Volume nearest = resampler.resample(moving, identity, point, Interpolation.NEAREST, 0)) {
      assertThat(voted.at(0, 0, 0)).isEqualTo(2);
      assertThat(nearest.at(0, 0, 0)).isEqualTo(1);
    }
  }

  @Test
  void theHalfVoxelAtTheEdgeBelongsToTheImage() {
    Volume moving =
        Phantom.byIndex(
            MOVING,
            GridGeometry.axisAligned(
                new GridSize(4, 1, 1), new LpsVector(2, 5, 5), new LpsPoint(0, 0, 0)),
            v -> 10 + v.i());
    // centres at indices -0.6 -0.5 -0.4 ... and 3.4 3.5
    GridGeometry line =
        GridGeometry.axisAligned(
            new GridSize(42, 1, 1), new LpsVector(0.2, 5, 5), new LpsPoint(-1.2, 2.4, -2.4));
    Transform identity = AffineTransform.identity(FIXED, MOVING);

    for (Interpolation how : Interpolation.values()) {
      try (Volume warped = resampler.resample(moving, identity, line, how, OUTSIDE)) {
        assertThat(warped.at(0, 0, 0)).as("%s", how).isEqualTo(OUTSIDE);
        assertThat(warped.at(1, 0, 0)).as("%s", how).isCloseTo(10, offset(1e-5f));
        assertThat(warped.at(40, 0, 0)).as("%s", how).isCloseTo(13, offset(1e-5f));
        assertThat(warped.at(41, 0, 0)).as("%s", how).isEqualTo(OUTSIDE);
      }
    }
    moving.close();
  }

  @Test
  void aChainIsResolvedInOneStep() {
    // u is linear in the index, so that it is exact between the voxels of its grid, too
    GridGeometry grid = Phantom.oblique();
    DisplacementField u =
        Phantom.field(
            FIXED, grid, v -> new LpsVector(0.2 * v.i(), -0.1 * v.j() + 0.3, 0.15 * v.k()));
    AffineTransform linear = new AffineTransform(FIXED, MOVING, SHEARED);
    Volume moving =
        Phantom.byPlace(
            MOVING,
            Phantom.grid(
                new GridSize(20, 20, 20),
                new LpsVector(2, 2, 2),
                AffineMap.IDENTITY,
                new LpsPoint(-20, -20, -20)),
            ResamplerTest::ramp);

    try (u;
        moving;
        Volume warped =
            resampler.resample(
                moving, TransformChain.of(u, linear), within(), Interpolation.LINEAR, OUTSIDE)) {
      forEachVoxel(
          within(),
          v -> {
            LpsPoint x = within().toLps(v);
            VoxelIndex q = grid.toIndex(x);
            LpsVector displacement = new LpsVector(0.2 * q.i(), -0.1 * q.j() + 0.3, 0.15 * q.k());
            double expected = ramp(SHEARED.apply(x.plus(displacement)));
            assertThat(at(warped, v)).isCloseTo((float) expected, offset(RAMP_TOLERANCE));
          });
    }
  }

  @ParameterizedTest
  @EnumSource
  void threadsDoNotChangeABit(Interpolation how) {
    Volume moving = Phantom.byIndex(MOVING, Phantom.oblique(), ResamplerTest::checkered);
    AffineTransform pullBack = new AffineTransform(FIXED, MOVING, SHEARED);

    try (moving;
        Volume one = new Resampler(1).resample(moving, pullBack, within(), how, OUTSIDE);
        Volume four = new Resampler(4).resample(moving, pullBack, within(), how, OUTSIDE)) {
      assertThat(Phantom.values(four.voxels())).isEqualTo(Phantom.values(one.voxels()));
    }
  }

  @Test
  void theUnitIsThatOfTheMovingImage() {
    Volume suv = Volume.zeros(MOVING, Phantom.oblique(), IntensityUnit.SUV_BW);

    try (suv;
        Volume warped =
            resampler.resample(
                suv,
                AffineTransform.identity(FIXED, MOVING),
                within(),
                Interpolation.LINEAR,
                OUTSIDE)) {
      assertThat(warped.unit()).isEqualTo(IntensityUnit.SUV_BW);
    }
  }

  @Test
  void masksBecomeLinearWeightsAndZeroOutside() {
    GridGeometry grid =
        GridGeometry.axisAligned(
            new GridSize(3, 1, 1), new LpsVector(2, 2, 2), new LpsPoint(0, 0, 0));
    Mask moving = new Mask(MOVING, grid, NativeBuffer.copyOf(new float[] {0, 1, 1}));
    GridGeometry shifted =
        GridGeometry.axisAligned(
            new GridSize(4, 1, 1), new LpsVector(2, 2, 2), new LpsPoint(0.5, 0, 0));

    try (moving;
        Mask warped =
            resampler.resampleMask(moving, AffineTransform.identity(FIXED, MOVING), shifted)) {
      assertThat(Phantom.values(warped.weights())).containsExactly(0.25f, 1, 1, 0);
      assertThat(warped.space()).isEqualTo(FIXED);
    }
  }

  @Test
  void aTransformThatEndsElsewhereIsRefused() {
    Volume moving = Volume.zeros(MOVING, Phantom.oblique(), IntensityUnit.ARBITRARY);
    Transform inverted = AffineTransform.identity(MOVING, FIXED);

    assertThatThrownBy(
            () -> resampler.resample(moving, inverted, within(), Interpolation.LINEAR, OUTSIDE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the transform ends in 'fixed' but the image to resample is 'moving'; was it inverted?");
    moving.close();
  }

  private interface VoxelCheck {
    void check(VoxelIndex v);
  }

  private static void forEachVoxel(GridGeometry grid, VoxelCheck check) {
    for (int k = 0; k < grid.size().nk(); k++) {
      for (int j = 0; j < grid.size().nj(); j++) {
        for (int i = 0; i < grid.size().ni(); i++) {
          check.check(new VoxelIndex(i, j, k));
        }
      }
    }
  }

  private static float at(Volume volume, VoxelIndex v) {
    return volume.at((int) v.i(), (int) v.j(), (int) v.k());
  }
}
