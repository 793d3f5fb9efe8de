package org.regista.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
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
import org.regista.job.result.RegistrationRecord;
import org.regista.job.result.ResultFolder;
import org.regista.job.result.SignOff;
import org.regista.quality.tg132.Check;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Whole pieces of work on real images, by mouse and keyboard, in the real window. With the system
 * property {@code regista.pictures} each step leaves a picture in that folder; the user guide shows
 * them from docs/images/guide.
 */
@Timeout(600)
class JourneyDisplayTest {

  private static final Path PATIENT = Path.of("..", "test-data", "body_ct_mr_pet", "sts032");
  private static final Path CT = PATIENT.resolve("ct.nii.gz");
  private static final Path MR = PATIENT.resolve("mr_t1.nii.gz");
  private static final Path PET = Path.of("..", "test-data", "dicom_series", "sts032_pet");

  private final FxRobot robot = new FxRobot();
  private ShellViewModel shell;
  private Stage stage;

  @TempDir private Path folder;

  @BeforeEach
  void openWindow() throws TimeoutException {
    VolumeFiles files = new Extensions(new SciJavaExtensions()).files();
    Session session = new Session(files, new ResultCases(files));
    Workplace place =
        new Workplace(
            folder.resolve("work"),
            ProgramCommand.words(),
            List.of("native"),
            List.of("cpu"),
            "test");
    FxToolkit.registerPrimaryStage();
    stage = FxToolkit.registerStage(Stage::new);
    shell = FxToolkit.setupFixture(() -> Workstation.show(session, place, stage, List.of()));
  }

  @AfterEach
  void closeWindow() throws TimeoutException {
    robot.interact(() -> stage.getOnCloseRequest().handle(null));
    FxToolkit.cleanupStages();
  }

  private void open(Path fixed, Path moving) throws TimeoutException {
    robot.interact(() -> shell.open(List.of(fixed, moving)));
    until(() -> !shell.busy().get() && shell.viewer().shown().get().isPresent());
  }

  private static void until(Callable<Boolean> condition) throws TimeoutException {
    WaitForAsyncUtils.waitFor(300, TimeUnit.SECONDS, condition);
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

  private void panel(KeyCode digit) {
    robot.press(KeyCode.ALT).type(digit).release(KeyCode.ALT);
    WaitForAsyncUtils.waitForFxEvents();
  }

  /** Scrolls the side panel until {@code node} is in it. */
  private void bring(String query) {
    Node node = robot.lookup(query).query();
    robot.interact(
        () -> {
          Node up = node;
          while (up != null && !(up instanceof ScrollPane)) {
            up = up.getParent();
          }
          if (up instanceof ScrollPane pane) {
            double content = pane.getContent().getBoundsInLocal().getHeight();
            double room = pane.getViewportBounds().getHeight();
            double y = pane.getContent().sceneToLocal(node.localToScene(0, 0)).getY() - room / 3;
            pane.setVvalue(content > room ? Math.clamp(y / (content - room), 0, 1) : 0);
          }
        });
    WaitForAsyncUtils.waitForFxEvents();
  }

  /** The whole window, if pictures are wanted. */
  private void picture(String name) throws IOException {
    Optional<Path> wanted =
        Optional.ofNullable(System.getProperty("regista.pictures")).map(Path::of);
    if (wanted.isEmpty()) {
      return;
    }
    WaitForAsyncUtils.sleep(800, TimeUnit.MILLISECONDS); // the last picture is drawn elsewhere
    WaitForAsyncUtils.waitForFxEvents();
    AtomicReference<WritableImage> seen = new AtomicReference<>();
    robot.interact(() -> seen.set(stage.getScene().snapshot(null)));
    int width = (int) seen.get().getWidth();
    int height = (int) seen.get().getHeight();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, seen.get().getPixelReader().getArgb(x, y));
      }
    }
    Files.createDirectories(wanted.get());
    ImageIO.write(image, "png", wanted.get().resolve(name + ".png").toFile());
  }

  /** One landmark: the same place on both pictures, but for an offset of the hand. */
  private void mark(LpsPoint at, double offMm) {
    robot.interact(() -> shell.viewer().placeCrosshair(at));
    robot.type(KeyCode.A);
    LpsPoint onMoving = new LpsPoint(at.x() + offMm, at.y(), at.z());
    robot.interact(() -> shell.viewer().placeCrosshair(onMoving));
    robot.type(KeyCode.A);
  }

  private RegistrationRecord record() {
    String command = robot.lookup(".command").queryAs(Labeled.class).getText();
    return ResultFolder.open(Path.of(command.substring(command.indexOf("--out ") + 6))).record();
  }

  @Test
  void anOncologistRegistersAnMriToThePlanningCtJudgesItAndSigns()
      throws TimeoutException, IOException {
    picture("journey-a-0-empty");
    open(CT, MR);
    panel(KeyCode.DIGIT2);
    until(() -> sees("of the fixed anatomy lies inside"));
    assertThat(sees("NOT REGISTERED")).isTrue();
    picture("journey-a-1-opened");
    robot.clickOn("CT and MRI");
    robot.clickOn("#run");
    until(() -> sees("RUNNING rigid") || sees("REGISTERED by rigid"));
    picture("journey-a-2-running");
    until(() -> sees("REGISTERED by rigid"));
    robot.type(KeyCode.C);
    picture("journey-a-3-registered");

    panel(KeyCode.DIGIT3);
    until(() -> sees("NOT MEASURED"));
    picture("journey-a-4-judge");
    mark(new LpsPoint(-60, 60, 440), 1);
    mark(new LpsPoint(-30, 90, 470), 0);
    mark(new LpsPoint(-45, 50, 500), 2);
    until(() -> sees("3 landmarks: mean 1.0 mm"));
    enter("#fixed-labels", PATIENT.resolve("ct_gtv.nii.gz"));
    enter("#moving-labels", PATIENT.resolve("mr_t1_gtv.nii.gz"));
    until(() -> sees("structures: least"));
    picture("journey-a-5-measured");
    for (String step : List.of("Region of interest, blended", "Region of interest, checkerboard")) {
      bring("#signer");
      robot.clickOn(step);
    }
    bring("#sign");
    robot.clickOn("#signer").write("Dr Example");
    robot.interact(
        () -> robot.lookup("#level").<ComboBox<String>>query().getSelectionModel().select(1));
    robot.clickOn("#sign");
    until(() -> sees("Confirm: attempt 1, level 1, signed by Dr Example"));
    robot.clickOn("#sign");
    until(() -> sees("level 1, signed by Dr Example") && sees("Signed by Dr Example"));
    picture("journey-a-6-signed");

    SignOff signature = Optional.ofNullable(record().signOff()).orElseThrow();
    assertThat(signature.seen()).hasSize(2);
    assertThat(signature.checks())
        .filteredOn(c -> c.status() == Check.Status.NOT_MEASURED)
        .isEmpty();
    panel(KeyCode.DIGIT2);
    bring(".command");
    picture("journey-a-7-command");
    deliver();
  }

  /** The signed result as a folder, and the view as PNG and as TIFF of the same pixels. */
  private void deliver() throws TimeoutException, IOException {
    panel(KeyCode.DIGIT4);
    Path kept = folder.resolve("kept");
    enter("#save-result", kept);
    until(() -> sees("Result saved"));
    assertThat(ResultFolder.open(kept).record().signOff()).isNotNull();
    assertThat(Files.readString(kept.resolve("report.html")))
        .contains("Dr Example", "1: locally aligned")
        .doesNotContain("Not signed");
    Path png = folder.resolve("view.png");
    Path tiff = folder.resolve("view.tif");
    enter("#save-picture", png);
    until(() -> sees("view.png"));
    bring("#save-picture");
    robot.clickOn("#save-picture").press(KeyCode.CONTROL).type(KeyCode.A).release(KeyCode.CONTROL);
    robot.write(tiff.toString()).type(KeyCode.ENTER);
    until(() -> sees("view.tif"));
    BufferedImage first = ImageIO.read(png.toFile());
    BufferedImage second = ImageIO.read(tiff.toFile());
    assertThat(first.getWidth()).isGreaterThan(3 * 800);
    assertThat(rgb(second)).isEqualTo(rgb(first));
    enter("#save-dicom", folder.resolve("dicom"));
    until(() -> sees("Not saved: ")); // these images are NIfTI files
    assertThat(folder.resolve("dicom")).doesNotExist();
    picture("journey-a-8-deliver");
  }

  private static int[] rgb(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  @Test
  void theHelpMenuOpensTheGuide() throws TimeoutException, IOException {
    robot.press(KeyCode.CONTROL).type(KeyCode.H).release(KeyCode.CONTROL);
    until(() -> sees("Regista brings two medical images of one patient onto each other"));
    robot.clickOn("Reading the quality panel");
    until(() -> sees("NOT MEASURED means that: it never passes"));
    picture("guide");
    robot.type(KeyCode.ESCAPE);
    until(() -> !sees("NOT MEASURED"));
  }

  private void enter(String field, Path file) {
    bring(field);
    robot.clickOn(field).write(file.toAbsolutePath().normalize().toString()).type(KeyCode.ENTER);
    WaitForAsyncUtils.waitForFxEvents();
  }

  @Test
  void aPetIsFusedWithAnMriInSuv() throws TimeoutException, IOException {
    open(MR, PET);
    panel(KeyCode.DIGIT2);
    assertThat(sees("NOT REGISTERED")).isTrue();
    picture("journey-d-1-opened");
    robot.clickOn("PET to MRI");
    robot.clickOn("#run");
    until(() -> sees("REGISTERED by rigid"));
    assertThat(shell.status().values().get()).contains("SUVbw");
    picture("journey-d-2-registered");
    robot.type(KeyCode.COMMA);
    until(() -> sees("NOT REGISTERED"));
    picture("journey-d-3-compared");
    robot.type(KeyCode.PERIOD);
    until(() -> sees("REGISTERED by rigid"));
    panel(KeyCode.DIGIT3);
    until(() -> sees("NOT MEASURED"));
    picture("journey-d-4-judge");
  }
}
