package org.regista.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.resample.Phantom;

final class LinearPartTest {

  private static final double ROUNDING = 1e-8;
  private static final LpsPoint CENTRE = new LpsPoint(10, -20, 30);

  private static void assertClose(LpsVector actual, double x, double y, double z) {
    assertThat(actual.plus(new LpsVector(-x, -y, -z)).lengthMm())
        .as("%s", actual)
        .isLessThan(ROUNDING);
  }

  /** scipy.linalg.polar and Rotation of scipy 1.15.3, see quality_oracle.py. */
  @Test
  void anAffineIsAStretchThenARotation() {
    LinearPart part =
        LinearPart.of(
            new AffineMap(1.05, 0.1, -0.02, 0, -0.06, 0.97, 0.08, 0, 0.03, -0.04, 1.1, 0), CENTRE);

    assertClose(part.turnAboutDegrees(), -3.334741225, -1.401208327, -4.544754959);
    assertClose(part.scale(), 1.051895952, 0.975584515, 1.102977691);
    assertThat(part.shear().xy()).isCloseTo(0.022467155, offset(ROUNDING));
    assertThat(part.shear().xz()).isCloseTo(0.003183114, offset(ROUNDING));
    assertThat(part.shear().yz()).isCloseTo(0.01516841, offset(ROUNDING));
    assertThat(part.singularValues().get(0)).isCloseTo(1.10542907, offset(ROUNDING));
    assertThat(part.singularValues().get(1)).isCloseTo(1.056984569, offset(ROUNDING));
    assertThat(part.singularValues().get(2)).isCloseTo(0.96804452, offset(ROUNDING));
    assertThat(part.words()).contains("lengths are multiplied by 0.968 to 1.105");
  }

  @Test
  void aTurnAboutTheCentreLeavesItInPlace() {
    AffineMap toOrigin = AffineMap.translation(new LpsPoint(0, 0, 0).minus(CENTRE));
    AffineMap turn =
        toOrigin.andThen(Phantom.rotation(0, 0, Math.toRadians(90))).andThen(toOrigin.inverse());

    LinearPart part = LinearPart.of(turn, CENTRE);

    assertThat(part.turnDegrees()).isCloseTo(90, offset(ROUNDING));
    assertClose(part.turnAboutDegrees(), 0, 0, 90);
    assertClose(part.centreShiftMm(), 0, 0, 0);
    assertThat(part.words())
        .isEqualTo(
            "The anatomy at the centre of the fixed image lies 0.0 mm away in the moving image; "
                + "it is turned by 90.0 degrees, mostly about the head-feet axis.");
  }

  @Test
  void directionsAreThoseOfThePatient() {
    LinearPart part = LinearPart.of(AffineMap.translation(new LpsVector(3, -4, -12)), CENTRE);

    assertThat(part.turnDegrees()).isZero();
    assertThat(part.words())
        .isEqualTo(
            "The anatomy at the centre of the fixed image lies 13.0 mm away in the moving image "
                + "(3.0 mm toward the patient's left, 4.0 mm toward the front, "
                + "12.0 mm toward the feet); it is turned by 0.0 degrees.");
  }
}
