package org.regista.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the command line says of the values of a PET. */
class PetInfoTest {

  private static final Path PET = Path.of("..", "test-data", "dicom_series", "sts032_pet");

  @Test
  void everyKindOfSuvIsExplained() {
    Runs.Outcome outcome = Runs.run("dicom", "info", PET);
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains("intensities  SUVbw")
        .contains("SUVbw [g/mL] = 1.00000000 x value [g/mL]", "values are SUVbw already")
        .contains("SUL [g/mL] = 0.699154253", "Patient's Size (0010,1020) = 1.83 m")
        .contains("SUVbsa [cm2/mL] = 0.219633339");
  }
}
