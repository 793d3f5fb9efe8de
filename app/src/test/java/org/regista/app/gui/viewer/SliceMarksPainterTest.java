package org.regista.app.gui.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.paint.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.regista.app.gui.Contrast;

class SliceMarksPainterTest {

  @ParameterizedTest
  @ValueSource(strings = {"white", "black", "yellow", "#808080", "#00ffff"})
  void theRimKeepsLettersLegibleOnAnyPicture(String picture) {
    Color below = Contrast.lay(SliceMarksPainter.RIM, Color.web(picture));
    assertThat(Contrast.ratio(SliceMarksPainter.MARK, below)).isGreaterThan(4.5);
  }
}
