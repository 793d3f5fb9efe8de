package org.regista.app.gui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelReader;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.app.gui.viewer.ViewerLayout;
import org.regista.geometry.LpsPoint;
import org.testfx.api.FxRobot;

/** The picture in depth in the real window, drawn in memory, worked by a robot. */
class DepthDisplayTest {

  private final FxRobot robot = new FxRobot();

  @TempDir private Path folder;

  @Test
  void thePairIsSeenInDepthTurnedByKeysAndLedToTheCrosshairByAClick()
      throws IOException, TimeoutException {
    try (TestWindow window = TestWindow.open(folder)) {
      window.openResult();
      robot.type(KeyCode.F7);
      assertThat(window.shell().viewer().layout().get()).isEqualTo(ViewerLayout.DEPTH);
      Node picture = robot.lookup(".volume").query();
      ImageView pixels = robot.from(picture).lookup(".image-view").queryAs(ImageView.class);
      TestWindow.until(() -> pixels.getImage() != null && brightest(pixels) > 150);
      assertThat(robot.from(picture).lookup(".badge").queryAs(Labeled.class).getText())
          .isEqualTo("REGISTERED by rigid MI 2026-11-23, not signed");
      LpsPoint atFirst = crosshair(window);
      robot.clickOn(picture);
      TestWindow.until(picture::isFocused);
      LpsPoint clicked = crosshair(window);
      assertThat(clicked).as("on what the middle of the picture shows").isNotEqualTo(atFirst);
      int before = checksum(pixels);
      robot.type(KeyCode.UP);
      TestWindow.until(() -> checksum(pixels) != before);
      assertThat(crosshair(window)).as("the arrow was none for the slices").isEqualTo(clicked);
    }
  }

  private static LpsPoint crosshair(TestWindow window) {
    return window.shell().viewer().shown().get().orElseThrow().state().camera().crosshair();
  }

  private static int brightest(ImageView pixels) {
    PixelReader reader = pixels.getImage().getPixelReader();
    int brightest = 0;
    for (int y = 0; y < pixels.getImage().getHeight(); y += 4) {
      for (int x = 0; x < pixels.getImage().getWidth(); x += 4) {
        brightest = Math.max(brightest, reader.getArgb(x, y) >> 16 & 0xFF);
      }
    }
    return brightest;
  }

  private static int checksum(ImageView pixels) {
    PixelReader reader = pixels.getImage().getPixelReader();
    int sum = (int) pixels.getImage().getWidth();
    for (int y = 0; y < pixels.getImage().getHeight(); y += 7) {
      for (int x = 0; x < pixels.getImage().getWidth(); x += 3) {
        sum = 31 * sum + reader.getArgb(x, y);
      }
    }
    return sum;
  }
}
