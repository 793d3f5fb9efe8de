package org.regista.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.regista.geometry.LpsPoint;
import org.regista.job.result.RegistrationRecord;
import org.regista.job.result.ResultFolder;
import org.regista.job.result.SignOff;
import org.regista.quality.tg132.Check;
import org.testfx.api.FxRobot;

/** Whole pieces of work on real images, by mouse and keyboard, in the real window. */
@Timeout(600)
class JourneyDisplayTest {

  private static final Path PATIENT = Path.of("..", "test-data", "body_ct_mr_pet", "sts032");
  private static final Path CT = PATIENT.resolve("ct.nii.gz");
  private static final Path MR = PATIENT.resolve("mr_t1.nii.gz");

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

  /** One landmark: the same place on both pictures, but for an offset of the hand. */
  private void mark(LpsPoint at, double offMm) {
    robot.interact(() -> window.shell.viewer().placeCrosshair(at));
    robot.type(KeyCode.A);
    LpsPoint onMoving = new LpsPoint(at.x() + offMm, at.y(), at.z());
    robot.interact(() -> window.shell.viewer().placeCrosshair(onMoving));
    robot.type(KeyCode.A);
  }

  private RegistrationRecord record() {
    String command = robot.lookup(".command").queryAs(Labeled.class).getText();
    return ResultFolder.open(Path.of(command.substring(command.indexOf("--out ") + 6))).record();
  }

  @Test
  void anOncologistRegistersAnMriToThePlanningCtJudgesItAndSigns()
      throws TimeoutException, IOException {
    window.picture("journey-a-0-empty");
    window.open(CT, MR);
    window.panel(KeyCode.DIGIT2);
    WindowRobot.until(() -> window.sees("of the fixed anatomy lies inside"));
    assertThat(window.sees("NOT REGISTERED")).isTrue();
    window.picture("journey-a-1-opened");
    robot.clickOn("CT and MRI");
    robot.clickOn("#run");
    WindowRobot.until(() -> window.sees("RUNNING rigid") || window.sees("REGISTERED by rigid"));
    window.picture("journey-a-2-running");
    WindowRobot.until(() -> window.sees("REGISTERED by rigid"));
    robot.type(KeyCode.C);
    window.picture("journey-a-3-registered");

    window.panel(KeyCode.DIGIT3);
    WindowRobot.until(() -> window.sees("NOT MEASURED"));
    window.picture("journey-a-4-judge");
    mark(new LpsPoint(-60, 60, 440), 1);
    mark(new LpsPoint(-30, 90, 470), 0);
    mark(new LpsPoint(-45, 50, 500), 2);
    WindowRobot.until(() -> window.sees("3 landmarks: mean 1.0 mm"));
    window.enter("#fixed-labels", PATIENT.resolve("ct_gtv.nii.gz"));
    window.enter("#moving-labels", PATIENT.resolve("mr_t1_gtv.nii.gz"));
    WindowRobot.until(() -> window.sees("structures: least"));
    window.picture("journey-a-5-measured");
    for (String step : List.of("Region of interest, blended", "Region of interest, checkerboard")) {
      window.bring("#signer");
      robot.clickOn(step);
    }
    window.bring("#sign");
    robot.clickOn("#signer").write("Dr Example");
    robot.interact(
        () -> robot.lookup("#level").<ComboBox<String>>query().getSelectionModel().select(1));
    robot.clickOn("#sign");
    WindowRobot.until(() -> window.sees("Confirm: attempt 1, level 1, signed by Dr Example"));
    robot.clickOn("#sign");
    WindowRobot.until(
        () -> window.sees("level 1, signed by Dr Example") && window.sees("Signed by Dr Example"));
    window.picture("journey-a-6-signed");

    SignOff signature = Optional.ofNullable(record().signOff()).orElseThrow();
    assertThat(signature.seen()).hasSize(2);
    assertThat(signature.checks())
        .filteredOn(c -> c.status() == Check.Status.NOT_MEASURED)
        .isEmpty();
    window.panel(KeyCode.DIGIT2);
    window.bring(".command");
    window.picture("journey-a-7-command");
    deliver();
  }

  /** The signed result as a folder, and the view as PNG and as TIFF of the same pixels. */
  private void deliver() throws TimeoutException, IOException {
    window.panel(KeyCode.DIGIT4);
    Path kept = folder.resolve("kept");
    window.enter("#save-result", kept);
    WindowRobot.until(() -> window.sees("Result saved"));
    assertThat(ResultFolder.open(kept).record().signOff()).isNotNull();
    assertThat(Files.readString(kept.resolve("report.html")))
        .contains("Dr Example", "1: locally aligned")
        .doesNotContain("Not signed");
    Path png = folder.resolve("view.png");
    Path tiff = folder.resolve("view.tif");
    window.enter("#save-picture", png);
    WindowRobot.until(() -> window.sees("view.png"));
    window.bring("#save-picture");
    robot.clickOn("#save-picture").press(KeyCode.CONTROL).type(KeyCode.A).release(KeyCode.CONTROL);
    robot.write(tiff.toString()).type(KeyCode.ENTER);
    WindowRobot.until(() -> window.sees("view.tif"));
    BufferedImage first = ImageIO.read(png.toFile());
    BufferedImage second = ImageIO.read(tiff.toFile());
    assertThat(first.getWidth()).isGreaterThan(3 * 800);
    assertThat(rgb(second)).isEqualTo(rgb(first));
    window.enter("#save-dicom", folder.resolve("dicom"));
    WindowRobot.until(() -> window.sees("Not saved: ")); // these images are NIfTI files
    assertThat(folder.resolve("dicom")).doesNotExist();
    window.picture("journey-a-8-deliver");
  }

  private static int[] rgb(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  @Test
  void theHelpMenuOpensTheGuide() throws TimeoutException, IOException {
    robot.press(KeyCode.CONTROL).type(KeyCode.H).release(KeyCode.CONTROL);
    WindowRobot.until(
        () -> window.sees("Regista brings two medical images of one patient onto each other"));
    robot.clickOn("Reading the quality panel");
    WindowRobot.until(() -> window.sees("NOT MEASURED means that: it never passes"));
    window.picture("guide");
    robot.type(KeyCode.ESCAPE);
    WindowRobot.until(() -> !window.sees("NOT MEASURED"));
  }
}
