package org.regista.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.regista.resample.Phantom.FIXED;
import static org.regista.resample.Phantom.MOVING;

import org.junit.jupiter.api.Test;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;
import org.regista.image.Volume;
import org.regista.transform.AffineTransform;
import org.regista.transform.DisplacementField;
import org.regista.transform.TransformChain;

/**
 * Against scipy.ndimage 1.15.3 and SimpleITK 2.5.7: the constants are the output of {@code
 * src/test/oracles/resample_oracle.py}.
 */
final class ResamplerOracleTest {

  private static final float OUTSIDE = -1;

  /** Printed to five digits; ours are float32 values below 32. */
  private static final float TOLERANCE = 3e-5f;

  private static Volume moving(GridGeometry grid) {
    return Phantom.byIndex(MOVING, grid, ResamplerOracleTest::value);
  }

  private static double value(VoxelIndex v) {
    return (v.i() * 7 + v.j() * 13 + v.k() * 29 + v.i() * v.j() * v.k()) % 31;
  }

  @Test
  void splineAgreesWithScipyUpToTheBorder() {
    GridGeometry unit =
        GridGeometry.axisAligned(
            new GridSize(6, 7, 5), new LpsVector(1, 1, 1), new LpsPoint(0, 0, 0));
    double[][] at = {
      {0, 0, 0}, {5, 6, 4}, {0.25, 0.5, 3.9}, {2.5, 3.5, 1.5}, {4.9, 0.1, 2.2}, {1.75, 5.25, 0}
    };
    float[] expected = {0, 8, 16.06650f, 14.91331f, 5.64899f, 19.90436f};
    try (Volume moving = moving(unit)) {
      for (int n = 0; n < at.length; n++) {
        LpsPoint place = new LpsPoint(at[n][0], at[n][1], at[n][2]);
        GridGeometry point =
            GridGeometry.axisAligned(new GridSize(1, 1, 1), new LpsVector(1, 1, 1), place);
        try (Volume one =
            new Resampler(1)
                .resample(
                    moving,
                    AffineTransform.identity(FIXED, MOVING),
                    point,
                    Interpolation.BSPLINE,
                    OUTSIDE)) {
          assertThat(one.at(0, 0, 0)).isCloseTo(expected[n], offset(TOLERANCE));
        }
      }
    }
  }

  @Test
  void linearAgreesWithItkThroughAFieldAndAnAffine() {
    assertThat(throughTheChain(Interpolation.LINEAR))
        .containsExactly(
            new float[] {
              18.29891f, 15.86422f, 19.63623f, -1, 18.32509f, 13.66949f, 15.56067f, 10.90731f,
              9.78529f, 3.85015f, 21.21096f, -1, 16.05498f, 14.45011f, 19.94508f, -1,
              18.58752f, 13.87523f, 13.58045f, 13.07968f, 11.64576f, 18.81719f, 9.98147f, -1,
              20.57104f, 9.70300f, 20.25393f, -1, 20.67561f, 12.37100f, 21.69375f, -1,
              15.80214f, 13.60561f, 14.73131f, -1
            },
            offset(TOLERANCE));
  }

  @Test
  void splineAgreesWithScipyThroughAFieldAndAnAffine() {
    assertThat(throughTheChain(Interpolation.BSPLINE))
        .containsExactly(
            new float[] {
              22.01580f, 15.98220f, 20.05132f, -1, 19.25744f, 12.71014f, 14.23601f, 8.80962f,
              7.44821f, 3.00868f, 23.20664f, -1, 16.67372f, 13.26567f, 22.77608f, -1,
              24.41486f, 10.07009f, 13.13320f, 10.08844f, 9.55853f, 24.59944f, 5.93076f, -1,
              25.35589f, 9.21103f, 19.59788f, -1, 23.41349f, 12.47832f, 22.94918f, -1,
              15.73839f, 11.67017f, 15.78482f, -1
            },
            offset(TOLERANCE));
  }

  @Test
  void nearestAgreesWithItkThroughAFieldAndAnAffine() {
    assertThat(throughTheChain(Interpolation.NEAREST))
        .containsExactly(
            new float[] {
              27, 12, 19, -1, 26, 20, 12, 2, 6, 1, 25, -1, 13, 5, 17, -1, 12, 4, 14, 0, 19, 15, 7,
              -1, 17, 6, 22, -1, 19, 10, 26, -1, 12, 17, 20, -1
            });
  }

  private static float[] throughTheChain(Interpolation how) {
    GridGeometry movingGrid =
        Phantom.grid(
            new GridSize(6, 7, 5),
            new LpsVector(2, 1.5, 3),
            Phantom.rotation(0.2, -0.3, 0.4),
            new LpsPoint(-9, -11, -14));
    GridGeometry fieldGrid =
        Phantom.grid(
            new GridSize(7, 5, 6),
            new LpsVector(1.5, 2, 2.5),
            Phantom.rotation(-0.1, 0.2, 0.15),
            new LpsPoint(-10, -9, -13));
    GridGeometry onto =
        Phantom.grid(
            new GridSize(4, 3, 3),
            new LpsVector(2.2, 3, 3.4),
            Phantom.rotation(0.3, 0.1, -0.2),
            new LpsPoint(-8, -8, -9));
    AffineMap affine =
        new AffineMap(1.05, 0.1, -0.02, 0.7, -0.06, 0.97, 0.08, -1.2, 0.03, -0.04, 1.1, 0.4);
    try (DisplacementField u =
            Phantom.field(
                FIXED,
                fieldGrid,
                v ->
                    new LpsVector(
                        0.8 * Math.sin(v.i() + v.j()),
                        0.6 * Math.cos(v.j() - v.k()),
                        0.5 * Math.sin(v.k() + 2 * v.i())));
        Volume moving = moving(movingGrid);
        Volume warped =
            new Resampler(2)
                .resample(
                    moving,
                    TransformChain.of(u, new AffineTransform(FIXED, MOVING, affine)),
                    onto,
                    how,
                    OUTSIDE)) {
      return Phantom.values(warped.voxels());
    }
  }
}
