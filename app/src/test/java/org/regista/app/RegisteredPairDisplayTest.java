package org.regista.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.app.gui.Session;
import org.regista.app.gui.Workplace;
import org.regista.app.gui.shell.ShellViewModel;
import org.regista.app.gui.shell.Workstation;
import org.regista.geometry.LpsPoint;
import org.regista.io.VolumeFiles;
import org.regista.job.Extensions;
import org.regista.viewers.state.FusionMode;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/**
 * From two real scans of one patient to the pixels on the screen: registered by the command line,
 * opened in the real window, which is drawn in memory.
 */
class RegisteredPairDisplayTest {

  private static final Path PATIENT =
      Path.of("..", "test-data", "brain_longitudinal_ms", "patient01");
  private static final Path FIXED = PATIENT.resolve("study1_FLAIR.nii.gz");
  private static final Path MOVING = PATIENT.resolve("study2_FLAIR.nii.gz");

  /** In the middle of the head, away from the lesions that changed. */
  private static final LpsPoint IN_BRAIN = new LpsPoint(0, 17, 11);

  private final FxRobot robot = new FxRobot();
  private ShellViewModel shell;
  private Stage stage;

  @TempDir private Path folder;

  @BeforeEach
  void openWindow() throws Exception {
    VolumeFiles files = new Extensions(new SciJavaExtensions()).files();
    Session session = new Session(files, new ResultCases(files));
    Workplace place =
        new Workplace(folder.resolve("work"), List.of(), List.of("native"), List.of("cpu"), "test");
    FxToolkit.registerPrimaryStage();
    stage = FxToolkit.registerStage(Stage::new);
    shell = FxToolkit.setupFixture(() -> Workstation.show(session, place, stage, List.of()));
  }

  @AfterEach
  void closeWindow() throws TimeoutException {
    robot.interact(() -> stage.getOnCloseRequest().handle(null));
    FxToolkit.cleanupStages();
  }

  /** Opens a case, and waits until the axial plane shows the difference of its two images. */
  private void showDifference(Path... paths) throws TimeoutException {
    robot.interact(() -> shell.open(List.of(paths)));
    until(() -> !shell.busy().get());
    assertThat(shell.message().get()).isEmpty();
    robot.interact(() -> shell.viewer().placeCrosshair(IN_BRAIN));
    until(() -> besideHead(axial()) < 64);
    robot.interact(() -> shell.viewer().setMode(FusionMode.DIFFERENCE));
    until(() -> besideHead(axial()) > 64);
  }

  private static void until(Callable<Boolean> condition) throws TimeoutException {
    WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, condition);
    WaitForAsyncUtils.waitForFxEvents();
  }

  /** What the screen shows of the axial plane. */
  private Image axial() {
    AtomicReference<Image> seen = new AtomicReference<>();
    Node slice = robot.lookup(".slice").queryAll().iterator().next();
    robot.interact(() -> seen.set(slice.snapshot(null, null)));
    return seen.get();
  }

  /** The level of a pixel beyond the forehead, where both images are black and no mark stands. */
  private static int besideHead(Image image) {
    return argb(image, (int) (0.2 * image.getWidth()), (int) (0.26 * image.getHeight())) & 0xFF;
  }

  private static int argb(Image image, int x, int y) {
    return image.getPixelReader().getArgb(x, y);
  }

  /** How far the head in the picture is from the grey that means "no difference", 0 to 1. */
  private double mismatch() {
    Image picture = axial();
    double sum = 0;
    int count = 0;
    for (int y = (int) (0.3 * picture.getHeight()); y < 0.75 * picture.getHeight(); y++) {
      for (int x = (int) (0.3 * picture.getWidth()); x < 0.7 * picture.getWidth(); x++) {
        sum += Math.abs((argb(picture, x, y) & 0xFF) / 127.5 - 1);
        count++;
      }
    }
    return sum / count;
  }

  private boolean sees(String text) {
    return robot
        .lookup(n -> n instanceof Labeled l && String.valueOf(l.getText()).startsWith(text))
        .tryQuery()
        .isPresent();
  }

  @Test
  void twoRealScansLieOnEachOtherOnceRegistered() throws TimeoutException {
    Path result = folder.resolve("result");
    Runs.Outcome outcome =
        Runs.run(
            "register", "--fixed", FIXED, "--moving", MOVING, "--stages", "rigid", "--out", result);
    assertThat(outcome.code()).as(outcome.err()).isZero();

    showDifference(FIXED, MOVING);
    double byHeaders = mismatch();
    assertThat(sees("NOT REGISTERED")).isTrue();

    showDifference(result);
    assertThat(sees("REGISTERED by rigid")).isTrue();
    assertThat(sees("NOT REGISTERED")).isFalse();
    // 0.133 by headers, 0.049 registered, of which most is noise and the crosshair
    assertThat(byHeaders).isGreaterThan(0.12);
    assertThat(mismatch()).isLessThan(0.45 * byHeaders);
  }
}
