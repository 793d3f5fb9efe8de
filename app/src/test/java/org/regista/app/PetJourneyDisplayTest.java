package org.regista.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** PET with MRI, by mouse and keyboard, in the real window. */
@Timeout(600)
class PetJourneyDisplayTest {

  private static final Path PATIENT = Path.of("..", "test-data", "body_ct_mr_pet", "sts032");
  private static final Path MR = PATIENT.resolve("mr_t1.nii.gz");
  private static final Path PET = Path.of("..", "test-data", "dicom_series", "sts032_pet");

  private WindowRobot window;
  private FxRobot robot;

  @TempDir private Path folder;

  @BeforeEach
  void openWindow() throws TimeoutException {
    window = new WindowRobot(folder);
    robot = window.robot;
  }

  @AfterEach
  void closeWindow() throws TimeoutException {
    window.close();
  }

  @Test
  void aPetIsFusedWithAnMriInSuv() throws TimeoutException, IOException {
    window.open(MR, PET);
    window.panel(KeyCode.DIGIT2);
    assertThat(window.sees("NOT REGISTERED")).isTrue();
    window.picture("journey-d-1-opened");
    robot.clickOn("PET to MRI");
    robot.clickOn("#run");
    WindowRobot.until(() -> window.sees("REGISTERED by rigid"));
    assertThat(window.shell.status().values().get()).contains("SUVbw");
    window.picture("journey-d-2-registered");
    robot.type(KeyCode.COMMA);
    WindowRobot.until(() -> window.sees("NOT REGISTERED"));
    window.picture("journey-d-3-compared");
    robot.type(KeyCode.PERIOD);
    WindowRobot.until(() -> window.sees("REGISTERED by rigid"));
    window.panel(KeyCode.DIGIT3);
    WindowRobot.until(() -> window.sees("NOT MEASURED"));
    window.picture("journey-d-4-judge");
  }
}
