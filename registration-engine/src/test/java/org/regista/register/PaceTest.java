package org.regista.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.regista.error.NumericalException;

class PaceTest {

  /** The share after so many iterations. */
  private static double share(int iterations, IntToDoubleFunction similarity) {
    Pace pace = new Pace();
    double share = 0;
    for (int n = 0; n < iterations; n++) {
      share = pace.after(similarity.applyAsDouble(n));
    }
    return share;
  }

  /** How many iterations a level has. */
  private static int length(IntToDoubleFunction similarity) {
    Pace pace = new Pace();
    int n = 0;
    while (!pace.isOver() && n < 1000) {
      pace.after(similarity.applyAsDouble(n++));
    }
    return n;
  }

  @Test
  void keepsItsStepsWhileTheSimilarityGrows() {
    assertThat(share(60, n -> 0.3 + 0.004 * n)).isCloseTo(0.9, within(0.03));
  }

  @Test
  void isSoonOverWhereNothingIsGainedAndSoonerWhereThingsGetWorse() {
    assertThat(length(n -> 0.4)).isBetween(10, 20);
    assertThat(length(n -> 0.4 - 0.01 * n)).isBetween(5, 8);
  }

  @Test
  void shortensItsStepsWhereTheyLeadToAndFro() {
    assertThat(share(12, n -> n % 2 == 0 ? 0.40 : 0.41)).isBetween(0.1, 0.25);
  }

  /** Two devices agree to the seventh digit; a rule with a threshold would part them here. */
  @Test
  void aDifferenceInTheSeventhDigitStaysOne() {
    IntToDoubleFunction flat = n -> 0.4 + 1e-9 * (n % 3 - 1);
    double one = share(10, flat);
    double other = share(10, n -> flat.applyAsDouble(n) - 4e-8 * (n % 2));
    assertThat(other).isNotEqualTo(one).isCloseTo(one, within(1e-4));
  }

  @Test
  void refusesASimilarityThatIsNoNumber() {
    assertThatExceptionOfType(NumericalException.class)
        .isThrownBy(() -> new Pace().after(Double.NaN))
        .withMessageContaining("the similarity became NaN");
  }
}
