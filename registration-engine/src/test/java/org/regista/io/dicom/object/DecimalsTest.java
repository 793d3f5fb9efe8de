package org.regista.io.dicom.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DecimalsTest {

  @Test
  void sixteenCharactersKeepARotationToThirteenDecimals() {
    Random random = new Random(3);
    for (int n = 0; n < 2000; n++) {
      double value = 2 * random.nextDouble() - 1;
      String text = Decimals.of(value);
      assertThat(text).hasSizeLessThanOrEqualTo(16);
      assertThat(Double.parseDouble(text)).isEqualTo(value, within(6e-14));
    }
  }

  @Test
  void placesKeepEightDecimals() {
    Random random = new Random(5);
    for (int n = 0; n < 2000; n++) {
      double value = 2000 * (2 * random.nextDouble() - 1);
      String text = Decimals.of(value);
      assertThat(text).hasSizeLessThanOrEqualTo(16);
      assertThat(Double.parseDouble(text)).isEqualTo(value, within(1e-9));
    }
  }

  @Test
  void smallAndLargeNumbersFit() {
    for (double value : new double[] {1e-17, -1.2345678901234567e-9, 5e-320, 1.5e20, -3e300, 0}) {
      String text = Decimals.of(value);
      assertThat(text).hasSizeLessThanOrEqualTo(16);
      assertThat(Double.parseDouble(text)).isEqualTo(value, within(Math.abs(value) * 1e-3 + 1e-12));
    }
    assertThat(Decimals.of(-0.0)).isEqualTo("0");
  }

  @Test
  void whatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> Decimals.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }
}
