package org.regista.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.regista.geometry.LpsPoint;
import org.regista.io.dicom.object.Dciodvfy;
import org.testfx.api.FxRobot;

/** PET, CT and MRI of one patient, by mouse and keyboard, in the real window. */
@Timeout(600)
class PetJourneyDisplayTest {

  private static final Path DATA = Path.of("..", "test-data");
  private static final Path PATIENT = DATA.resolve("body_ct_mr_pet").resolve("sts032");
  private static final Path PET = DATA.resolve("dicom_series").resolve("sts032_pet");

  /** In the frame of reference of the PET, as both files say. */
  private static final Path CT = DATA.resolve("dicom_objects").resolve("ct");

  /** In a frame and a pose of its own. */
  private static final Path MR = DATA.resolve("dicom_objects").resolve("mr_moved");

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

  private String values() {
    return window.shell.status().values().get();
  }

  @Test
  void aPetGoesWithItsCtToTheMriAndATumourIsMeasured() throws TimeoutException, IOException {
    window.open(PET, CT, MR); // in any order: the PET goes with the image of its frame
    window.panel(KeyCode.DIGIT6);
    WindowRobot.until(() -> window.sees("both files name the same UID"));
    WindowRobot.until(() -> window.sees("values are SUVbw already"));
    WindowRobot.until(() -> window.sees("body outlines of CT and PET agree best"));
    assertThat(window.sees("NOT REGISTERED")).isTrue();
    assertThat(window.sees("(0054,1001) = GML")).isTrue();
    window.picture("journey-d-1-opened");

    window.panel(KeyCode.DIGIT2);
    robot.clickOn("CT and MRI");
    robot.clickOn("#run");
    WindowRobot.until(() -> window.sees("REGISTERED by rigid"));
    window.picture("journey-d-2-registered");

    robot.type(KeyCode.I);
    WindowRobot.until(() -> window.sees("PET through CT: REGISTERED by rigid"));
    LpsPoint tumour = new LpsPoint(-95.9, 59, 458.3); // of the MRI, by the known pose
    robot.interact(() -> window.shell.viewer().placeCrosshair(tumour));
    WindowRobot.until(() -> values().contains("SUVbw") && values().contains("HU"));
    assertThat(values()).startsWith("MR ");
    window.panel(KeyCode.DIGIT6);
    window.picture("journey-d-3-pet-on-mri");

    robot.type(KeyCode.U);
    WindowRobot.until(() -> window.sees("SUVpeak (1 ml)"));
    WindowRobot.until(() -> window.sees("radius 20.0 mm"));
    window.bring("#larger-0");
    robot.clickOn("#larger-0");
    WindowRobot.until(() -> window.sees("radius 22.0 mm"));
    draw(240);
    WindowRobot.until(() -> window.sees("Region 2") && window.sees("15.94"));
    assertThat(window.sees("12.69")).as("SUVpeak").isTrue();
    assertThat(window.sees("resampled")).isTrue();
    window.bring("#larger-1");
    window.picture("journey-d-5-measured");
    robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
    WindowRobot.until(() -> !window.sees("Region 2"));
    robot
        .press(KeyCode.CONTROL, KeyCode.SHIFT)
        .type(KeyCode.Z)
        .release(KeyCode.SHIFT, KeyCode.CONTROL);
    WindowRobot.until(() -> window.sees("Region 2"));
    saveRegions();
  }

  /** From the crosshair, which lies in the middle of the axial picture or near it. */
  private void draw(int pixels) throws IOException {
    robot.type(KeyCode.Y);
    Node picture = robot.lookup(".slice").queryAll().iterator().next();
    robot
        .moveTo(picture)
        .press(MouseButton.PRIMARY)
        .moveBy(pixels / 2.0, 0)
        .moveBy(pixels / 2.0, 0);
    window.picture("journey-d-4-drawing");
    robot.release(MouseButton.PRIMARY);
  }

  private void saveRegions() throws TimeoutException, IOException {
    window.panel(KeyCode.DIGIT4);
    Path out = folder.resolve("regions");
    window.enter("#save-regions", out);
    WindowRobot.until(() -> window.sees("Regions saved"));
    window.picture("journey-d-6-delivered");
    for (String object : new String[] {"registration.dcm", "segmentation.dcm", "report.dcm"}) {
      Dciodvfy.check(out.resolve(object));
    }
    assertThat(Files.readString(out.resolve("export.txt"))).contains("matrix takes moving");
  }

  @Test
  void whatFilesDoNotSayIsAskedMarkedAndTakenBack() throws TimeoutException, IOException {
    Path pet = PATIENT.resolve("pet_suv.nii.gz");
    window.open(PATIENT.resolve("mr_t1.nii.gz"), PATIENT.resolve("ct.nii.gz"), pet);
    window.panel(KeyCode.DIGIT6);
    WindowRobot.until(() -> window.sees("NOT SHOWN: the files do not say"));
    robot.type(KeyCode.I);
    assertThat(window.sees("PET through")).as("not shown unless a person says so").isFalse();
    window.picture("journey-d-7-frame-asked");
    robot.clickOn("#same-frame");
    WindowRobot.until(() -> window.sees("the same, user-entered"));
    WindowRobot.until(() -> window.sees("NO SUV: the file states no unit"));
    robot.clickOn("The numbers are SUVbw");
    WindowRobot.until(() -> window.sees("SUVbw, user-entered"));
    WindowRobot.until(() -> values().contains("SUVbw"));
    robot.type(KeyCode.I);
    WindowRobot.until(() -> window.sees("one frame by your word"));
    window.picture("journey-d-8-user-entered");
    WindowRobot.until(() -> saved().contains("\"frameSaid\" : true"));
    assertThat(saved()).contains("\"valuesAreSuv\" : true", "pet_suv.nii.gz");
    robot.press(KeyCode.CONTROL).type(KeyCode.Z).type(KeyCode.Z).release(KeyCode.CONTROL);
    WindowRobot.until(() -> window.sees("NOT SHOWN: the files do not say"));
    assertThat(window.sees("by your word")).isFalse();
  }

  /** What the window would take up after a crash. */
  private String saved() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("work"))) {
      for (Path file : all.filter(f -> f.endsWith("work.json")).toList()) {
        return Files.readString(file);
      }
    }
    return "";
  }
}
