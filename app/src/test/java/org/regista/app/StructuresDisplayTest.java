package org.regista.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.regista.geometry.LpsPoint;
import org.regista.io.dicom.rt.StructureSetReader;
import org.regista.viewers.slice.Scene;
import org.regista.viewers.structure.Outline;
import org.regista.viewers.structure.Side;

/** Structures of a real patient in the window: dropped, looked at, carried, saved, judged. */
@Timeout(300)
class StructuresDisplayTest {

  private static final Path DATA = Path.of("..", "test-data");
  private static final Path OBJECTS = DATA.resolve("dicom_objects");
  private static final Path LEG = DATA.resolve("body_ct_mr_pet").resolve("sts032");
  private static final Path TUMOUR = OBJECTS.resolve("rt").resolve("sts032_mr_rtstruct.dcm");

  private WindowRobot window;

  @TempDir private Path folder;

  @BeforeEach
  void openWindow() throws TimeoutException {
    window = new WindowRobot(folder);
  }

  @AfterEach
  void closeWindow() throws TimeoutException {
    window.close();
  }

  private void drop(Path... paths) {
    window.robot.interact(() -> window.shell.drop(List.of(paths), () -> {}));
  }

  private List<Outline> drawn() {
    return window.shell.viewer().shown().get().orElseThrow().state().overlays().outlines();
  }

  @Test
  void aTumourOfTheMovingImageIsCarriedOntoTheFixedOne() throws TimeoutException, IOException {
    Path result = folder.resolve("result");
    Runs.Outcome outcome =
        Runs.run(
            "register",
            "--fixed",
            OBJECTS.resolve("mr_moved"),
            "--moving",
            DATA.resolve("dicom_series").resolve("sts032_pet"),
            "--preset",
            "pet-mri",
            "--stages",
            "rigid",
            "--out",
            result);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    window.open(result);
    window.panel(KeyCode.DIGIT5);
    drop(OBJECTS.resolve("rt").resolve("pydicom_rtdose.dcm"));
    WindowRobot.until(() -> window.sees("lies in the frame of reference"));
    drop(TUMOUR);
    WindowRobot.until(() -> window.sees("moving → fixed"));
    assertThat(drawn()).extracting(Outline::side).containsExactly(Side.MOVING);
    window.bring("◎");
    window.robot.clickOn("◎");
    Scene scene = window.shell.viewer().shown().get().orElseThrow().loaded().scene();
    LpsPoint centre = drawn().getFirst().solid().centre();
    assertThat(
            scene
                .fixedToMoving()
                .toMoving(
                    window.shell.viewer().shown().get().orElseThrow().state().camera().crosshair())
                .distanceMm(centre))
        .isLessThan(0.1);
    window.picture("structures-1-moving");
    window.bring("#carry");
    window.robot.clickOn("#carry");
    WindowRobot.until(() -> window.sees("ml before"));
    assertThat(drawn()).extracting(Outline::side).containsExactly(Side.MOVING, Side.CARRIED);
    window.picture("structures-2-carried");
    window.panel(KeyCode.DIGIT4);
    Path file = folder.resolve("carried.dcm");
    window.enter("#save-structures", file);
    WindowRobot.until(() -> window.sees("their centroids agree within"));
    window.picture("structures-3-saved");
    assertThat(StructureSetReader.frames(file))
        .containsExactly(scene.fixed().space().frameOfReferenceUid().orElseThrow());
    assertThat(Files.size(file)).isPositive();
  }

  @Test
  void labelsOfOneNameOnBothImagesAreJudged() throws TimeoutException, IOException {
    window.open(LEG.resolve("ct.nii.gz"), LEG.resolve("mr_t1.nii.gz"));
    window.panel(KeyCode.DIGIT5);
    drop(LEG.resolve("ct_gtv.nii.gz"));
    drop(LEG.resolve("mr_t1_gtv.nii.gz")); // while the other one is being opened
    WindowRobot.until(() -> drawn().size() == 2);
    assertThat(drawn()).extracting(Outline::side).containsExactly(Side.FIXED, Side.MOVING);
    assertThat(window.sees("ml · fixed")).isTrue();
    window.robot.clickOn("#carry");
    WindowRobot.until(() -> window.sees("not registered"));
    for (String name : List.of("ct_gtv", "mr_t1_gtv")) {
      window.robot.doubleClickOn(
          window
              .robot
              .lookup(n -> n instanceof TextField f && f.getText().equals(name))
              .<TextField>query());
      window.robot.press(KeyCode.CONTROL).type(KeyCode.A).release(KeyCode.CONTROL);
      window.robot.write("GTV").type(KeyCode.ENTER);
    }
    WindowRobot.until(() -> window.sees("Judge compares, on both images: GTV"));
    window.picture("structures-4-labels");
  }
}
