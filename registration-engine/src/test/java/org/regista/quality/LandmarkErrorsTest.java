package org.regista.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.regista.resample.Phantom.FIXED;
import static org.regista.resample.Phantom.MOVING;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.quality.LandmarkErrors.Errors;
import org.regista.transform.AffineTransform;

final class LandmarkErrorsTest {

  private static final LpsVector SHIFT = new LpsVector(0, 30, 40);

  private static final AffineTransform FORWARD =
      new AffineTransform(FIXED, MOVING, AffineMap.translation(SHIFT));

  private static final List<LpsPoint> ON_FIXED =
      List.of(
          new LpsPoint(1, 2, 3),
          new LpsPoint(-10, 0, 5),
          new LpsPoint(7, 7, -7),
          new LpsPoint(0, 0, 0),
          new LpsPoint(-3, 50, 2));

  /** Marked 0, 5, 1, 13 and 3 mm away from where the transform takes the fixed ones. */
  private static final List<LpsPoint> ON_MOVING =
      List.of(
          moved(0, 0, 0, 0),
          moved(1, 3, 4, 0),
          moved(2, 0, 0, 1),
          moved(3, 3, -4, 12),
          moved(4, 0, -3, 0));

  private static LpsPoint moved(int n, double x, double y, double z) {
    return ON_FIXED.get(n).plus(SHIFT).plus(new LpsVector(x, y, z));
  }

  @Test
  void statisticsOfKnownErrors() {
    LandmarkErrors errors = LandmarkErrors.of(ON_FIXED, ON_MOVING, FORWARD);

    assertThat(errors.points()).isEqualTo(5);
    Errors after = errors.after();
    assertThat(after.mean()).isCloseTo(4.4, offset(1e-12));
    assertThat(after.median()).isCloseTo(3, offset(1e-12));
    assertThat(after.p95()).isCloseTo(11.4, offset(1e-12)); // numpy.percentile
    assertThat(after.max()).isCloseTo(13, offset(1e-12));
    assertThat(after.sd()).isCloseTo(5.176871642217914, offset(1e-12)); // numpy.std, ddof 1
    assertThat(after.worst()).isEqualTo(3);
  }

  @Test
  void beforeMeansCoordinatesAsTheyAre() {
    LandmarkErrors errors = LandmarkErrors.of(ON_FIXED, ON_MOVING, FORWARD);

    assertThat(errors.before().worst()).isEqualTo(3);
    assertThat(errors.before().max()).isCloseTo(new LpsVector(3, 26, 52).lengthMm(), offset(1e-12));
  }

  @Test
  void theInverseInsteadOfTheTransformIsFarOff() {
    AffineTransform inverted =
        new AffineTransform(FIXED, MOVING, FORWARD.fixedToMoving().inverse());

    LandmarkErrors errors = LandmarkErrors.of(ON_FIXED, ON_MOVING, inverted);

    assertThat(errors.after().median()).isGreaterThan(90);
  }

  @Test
  void aPointWithoutCounterpartIsRefused() {
    assertThatThrownBy(() -> LandmarkErrors.of(ON_FIXED, ON_MOVING.subList(0, 4), FORWARD))
        .isInstanceOf(InputDataException.class)
        .hasMessage(
            "5 points on the fixed image and 4 on the moving one; each needs its counterpart");
  }
}
