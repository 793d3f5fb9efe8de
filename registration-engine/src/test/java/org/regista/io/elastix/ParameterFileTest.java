package org.regista.io.elastix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.regista.error.InputDataException;

final class ParameterFileTest {

  private static final String RIGID =
      """
      // a comment
      (Transform "EulerTransform")   // another
      (Metric "AdvancedMattesMutualInformation" "TransformBendingEnergyPenalty")
      \t(MaximumNumberOfIterations 250 500)
      (Optimizer "AdaptiveStochasticGradientDescent")
      (SP_A 20.5)
      (UseDirectionCosines "true")
      (Metric1Weight 0.01)
      """;

  private static ParameterFile parsed(String text) {
    return ParameterFile.parse("p.txt", text);
  }

  @Test
  void valuesAreTyped() {
    ParameterFile file = parsed(RIGID);
    assertThat(file.text("Transform")).contains("EulerTransform");
    assertThat(file.values("Metric")).hasSize(2);
    assertThat(file.integers("MaximumNumberOfIterations")).containsExactly(250, 500);
    assertThat(file.decimals("SP_A")).containsExactly(20.5);
    assertThat(file.flag("UseDirectionCosines", false)).isTrue();
    assertThat(parsed(file.with("RandomSeed", 7).toText()).integers("RandomSeed"))
        .containsExactly(7);
  }

  @Test
  void whatElastixRefusesIsRefusedWithItsPlace() {
    refused(() -> parsed("Transform \"X\""), "p.txt", "line 1", "not of the form");
    refused(() -> parsed("(A 1)\n(A 2)"), "line 2", "'A' is given twice");
    refused(() -> parsed("(A \"x)"), "odd number of quotes");
    refused(() -> parsed("(A)"), "no value");
    refused(() -> parsed("(A x;y)"), "does not allow");
    refused(() -> parsed("// nothing"), "no parameter");
    refused(() -> parsed("(N x)").decimals("N"), "N is 'x'", "a number");
    refused(() -> parsed("(N 1.5)").integers("N"), "N is '1.5'", "whole number");
  }

  private static void refused(ThrowingCallable reading, String... words) {
    assertThatThrownBy(reading)
        .isInstanceOf(InputDataException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void keysThatNobodyReadsAreToldOf() {
    ParameterKeys keys = new ParameterKeys();
    assertThat(keys.remarks(parsed(RIGID))).isEmpty();
    String text = RIGID + "(NumberOfResolution 3)\n(FinalGridSpacingInVoxels 8)\n(Zzz 1)\n";
    assertThat(keys.remarks(parsed(text)))
        .satisfiesExactly(
            one -> assertThat(one).contains("'NumberOfResolution'", "'NumberOfResolutions' meant"),
            two -> assertThat(two).contains("'FinalGridSpacingInVoxels' is not used"),
            three -> assertThat(three).contains("no 'Zzz'").doesNotContain("meant"));
  }

  @Test
  void keysOfOneComponentMayCarryItsNumber() {
    assertThat(new ParameterKeys().remarks(parsed(RIGID + "(Metric0NumberOfHistogramBins 64)\n")))
        .isEmpty();
  }

  @Test
  void aValueOfTheWrongKindIsRefused() {
    refused(
        () -> new ParameterKeys().remarks(parsed("(MaximumNumberOfIterations \"many\")")),
        "MaximumNumberOfIterations is 'many'");
    refused(
        () -> new ParameterKeys().remarks(parsed("(UseDirectionCosines yes)")),
        "UseDirectionCosines is 'yes'");
  }
}
