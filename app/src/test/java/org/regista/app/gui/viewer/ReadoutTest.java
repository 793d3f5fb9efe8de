package org.regista.app.gui.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.regista.app.gui.Cases;
import org.regista.app.gui.LoadedCase;
import org.regista.geometry.LpsPoint;

class ReadoutTest {

  @Test
  void placesNameTheirAxesAndUnit() {
    assertThat(Readout.position(new LpsPoint(-12.36, 33, 105.249)))
        .isEqualTo("x −12.4 L · y 33.0 P · z 105.2 S mm");
    assertThat(Readout.position(new LpsPoint(-0.04, 0, 0)))
        .isEqualTo("x 0.0 L · y 0.0 P · z 0.0 S mm");
  }

  @Test
  void valuesCarryTheirUnitAndThreeDigits() {
    try (LoadedCase loaded = Cases.ctAndPet()) {
      assertThat(Readout.value(loaded.scene().fixed(), -41.3)).isEqualTo("CT −41 HU");
      assertThat(Readout.value(loaded.scene().moving(), 7.234)).isEqualTo("PET 7.23 SUVbw");
      assertThat(Readout.value(loaded.scene().moving(), 723.4)).isEqualTo("PET 723 SUVbw");
      assertThat(Readout.value(loaded.scene().moving(), Double.NaN)).isEqualTo("PET outside");
      assertThat(Readout.grid(loaded.scene().fixed().grid()))
          .isEqualTo("40×30×12 · 1.00×1.50×4.00 mm");
    }
  }
}
