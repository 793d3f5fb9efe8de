package org.regista.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.regista.app.gui.Session;
import org.regista.app.gui.Workplace;
import org.regista.app.gui.shell.ShellViewModel;
import org.regista.app.gui.shell.Workstation;
import org.regista.geometry.LpsPoint;
import org.regista.io.VolumeFiles;
import org.regista.job.Extensions;
import org.regista.job.result.ResultFolder;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Registering in the real window, which is drawn in memory; each run is a process of its own. */
@Timeout(300)
class RegisteringDisplayTest {

  private static final List<String> NUMBERS =
      List.of(
          ResultFolder.LINEAR,
          ResultFolder.DISPLACEMENT,
          ResultFolder.INVERSE_DISPLACEMENT,
          ResultFolder.WARPED);

  private final FxRobot robot = new FxRobot();
  private ShellViewModel shell;
  private Stage stage;
  private Path fixed = Path.of("");
  private Path moving = Path.of("");

  @TempDir private Path folder;

  @BeforeEach
  void openPair() throws TimeoutException {
    fixed = Runs.fixedImage(folder.resolve("fixed.nii"));
    moving = Runs.movingImage(folder.resolve("moving.nii"));
    VolumeFiles files = new Extensions(new SciJavaExtensions()).files();
    Session session = new Session(files, new ResultCases(files));
    Workplace place =
        new Workplace(
            folder.resolve("work"),
            ProgramCommand.words(),
            List.of("native"),
            List.of("cpu", "crashing", "greedy"),
            "test");
    FxToolkit.registerPrimaryStage();
    stage = FxToolkit.registerStage(Stage::new);
    shell = FxToolkit.setupFixture(() -> Workstation.show(session, place, stage, List.of()));
    robot.interact(() -> shell.open(List.of(fixed, moving)));
    until(() -> !shell.busy().get() && shell.viewer().shown().get().isPresent());
    robot.press(KeyCode.ALT).type(KeyCode.DIGIT2).release(KeyCode.ALT);
  }

  @AfterEach
  void closeWindow() throws TimeoutException {
    robot.interact(() -> stage.getOnCloseRequest().handle(null));
    FxToolkit.cleanupStages();
  }

  private static void until(Callable<Boolean> condition) throws TimeoutException {
    WaitForAsyncUtils.waitFor(200, TimeUnit.SECONDS, condition);
    WaitForAsyncUtils.waitForFxEvents();
  }

  private boolean sees(String text) {
    return robot
        .lookup(
            n -> n instanceof Labeled l && isSeen(n) && String.valueOf(l.getText()).contains(text))
        .tryQuery()
        .isPresent();
  }

  private static boolean isSeen(Node node) {
    return node.isVisible() && (node.getParent() == null || isSeen(node.getParent()));
  }

  private String typedCommand() {
    return robot.lookup(".command").queryAs(Labeled.class).getText();
  }

  private LpsPoint shownAt(LpsPoint p) {
    return shell.viewer().shown().get().orElseThrow().loaded().scene().fixedToMoving().toMoving(p);
  }

  @Test
  void theWindowLeavesTheSameBytesAsTheCommandThatItShows() throws TimeoutException {
    robot.clickOn("MRI follow-up");
    robot.clickOn("#run");
    until(() -> sees("REGISTERED by rigid, affine, diffeo"));
    String command = typedCommand();
    assertThat(command).contains("--preset mri-followup").doesNotContain("--worker");
    Path byWindow = Path.of(command.substring(command.indexOf("--out ") + 6));
    Path byHand = folder.resolve("by-hand");
    String[] words = command.replace(byWindow.toString(), byHand.toString()).split(" ");
    assertThat(words[0]).isEqualTo("regista");
    Object[] arguments = List.of(words).subList(1, words.length).toArray();
    Runs.Outcome typed = Runs.run(arguments);
    assertThat(typed.code()).as(typed.err()).isZero();
    for (String name : NUMBERS) {
      assertThat(byWindow.resolve(name)).hasSameBinaryContentAs(byHand.resolve(name));
    }
  }

  @Test
  void aCrashAndAnExhaustedHeapLeaveTheWindowAlive() throws TimeoutException {
    chooseDevice("crashing");
    robot.clickOn("#run");
    until(() -> sees("crashed in native code"));
    assertThat(sees("NOT REGISTERED")).isTrue();
    chooseDevice("greedy");
    robot.clickOn("#run");
    until(() -> sees("the memory does not suffice"));
    chooseDevice("cpu");
    robot.clickOn("#run");
    until(() -> sees("REGISTERED by rigid, affine"));
    assertThat(sees("memory")).isFalse();
  }

  private void chooseDevice(String name) {
    robot.interact(
        () ->
            robot
                .lookup(n -> n instanceof ComboBox<?> box && box.getItems().contains("crashing"))
                .<ComboBox<String>>query()
                .setValue(name));
  }

  @Test
  void whatIsDoneByHandIsUndoneAndRedone() throws TimeoutException {
    LpsPoint p = new LpsPoint(1, 2, 3);
    robot.interact(() -> robot.lookup("Start and landmarks").queryAs(Labeled.class).requestFocus());
    robot.clickOn("Start and landmarks");
    robot.clickOn("#by-hand");
    robot.type(KeyCode.RIGHT);
    until(() -> sees("PLACED BY HAND"));
    assertThat(shownAt(p).distanceMm(new LpsPoint(0, 2, 3))).isLessThan(1e-9);
    robot.press(KeyCode.SHIFT).type(KeyCode.DOWN).release(KeyCode.SHIFT);
    assertThat(shownAt(p).distanceMm(new LpsPoint(0, -3, 3))).isLessThan(1e-9);
    robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
    assertThat(shownAt(p).distanceMm(new LpsPoint(0, 2, 3))).isLessThan(1e-9);
    robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
    until(() -> sees("NOT REGISTERED"));
    robot
        .press(KeyCode.CONTROL, KeyCode.SHIFT)
        .type(KeyCode.Z)
        .release(KeyCode.SHIFT, KeyCode.CONTROL);
    assertThat(shownAt(p).distanceMm(new LpsPoint(0, 2, 3))).isLessThan(1e-9);
  }
}
