package org.regista.app;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.regista.app.gui.Session;
import org.regista.app.gui.Workplace;
import org.regista.app.gui.shell.ShellViewModel;
import org.regista.app.gui.shell.Workstation;
import org.regista.app.gui.viewer.Shown;
import org.regista.geometry.LpsPoint;
import org.regista.io.VolumeFiles;
import org.regista.job.Extensions;
import org.regista.viewers.slice.SliceFrame;
import org.regista.viewers.state.Plane;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Mouse, keyboard and eyes at the real window, which is drawn in memory. With the system property
 * {@code regista.pictures} each {@link #picture} leaves a file in that folder; the user guide shows
 * them from docs/images/guide.
 */
final class WindowRobot implements AutoCloseable {

  final FxRobot robot = new FxRobot();
  final ShellViewModel shell;
  private final Stage stage;

  /** A window without images, which keeps its work in {@code folder}. */
  WindowRobot(Path folder) throws TimeoutException {
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

  /** Closes the window as its user does. */
  @Override
  public void close() throws TimeoutException {
    robot.interact(() -> stage.getOnCloseRequest().handle(null));
    FxToolkit.cleanupStages();
  }

  /** Opens these paths and waits until they are shown. */
  void open(Path... paths) throws TimeoutException {
    robot.interact(() -> shell.open(List.of(paths)));
    until(() -> !shell.busy().get() && shell.viewer().shown().get().isPresent());
  }

  static void until(Callable<Boolean> condition) throws TimeoutException {
    WaitForAsyncUtils.waitFor(
        Integer.getInteger("regista.patience", 300), TimeUnit.SECONDS, condition);
    WaitForAsyncUtils.waitForFxEvents();
  }

  /**
   * Whether a text that contains {@code text} is on the screen. Looks on the FX thread: to ask for
   * a bound property changes the listeners of what it is bound to.
   */
  boolean sees(String text) {
    return WaitForAsyncUtils.waitForAsyncFx(TimeUnit.MINUTES.toMillis(2), () -> isSeen(text));
  }

  private boolean isSeen(String text) {
    return robot
        .lookup(
            n -> n instanceof Labeled l && isSeen(n) && String.valueOf(l.getText()).contains(text))
        .tryQuery()
        .isPresent();
  }

  private static boolean isSeen(Node node) {
    return node.isVisible() && (node.getParent() == null || isSeen(node.getParent()));
  }

  /** Opens the side panel of this key. */
  void panel(KeyCode digit) {
    robot.press(KeyCode.ALT).type(digit).release(KeyCode.ALT);
    WaitForAsyncUtils.waitForFxEvents();
  }

  /** Scrolls the side panel until {@code node} is in it. */
  void bring(String query) {
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
  void picture(String name) throws IOException {
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

  /** Types the path of {@code file} into a field. */
  void enter(String field, Path file) {
    bring(field);
    robot.clickOn(field).write(file.toAbsolutePath().normalize().toString()).type(KeyCode.ENTER);
    WaitForAsyncUtils.waitForFxEvents();
  }

  /** Where a place of the patient is on the screen, on the fused picture of a plane. */
  Point2D at(Plane plane, LpsPoint place) {
    Node picture =
        robot.lookup("#slice-" + plane.name().toLowerCase(Locale.ROOT) + "-fused").query();
    Shown s = shell.viewer().shown().get().orElseThrow();
    Bounds bounds = picture.getBoundsInLocal();
    SliceFrame frame =
        SliceFrame.of(
            s.state().camera(),
            s.loaded().scene().fixed().grid(),
            plane,
            (int) Math.round(bounds.getWidth()),
            (int) Math.round(bounds.getHeight()));
    return picture.localToScreen(frame.column(place) + 0.5, frame.row(place) + 0.5);
  }

  /** Drags from one place on the picture of a plane to another. */
  void drag(Plane plane, LpsPoint from, LpsPoint to) {
    robot.moveTo(at(plane, from)).press(MouseButton.PRIMARY);
    robot.moveTo(at(plane, to)).release(MouseButton.PRIMARY);
    WaitForAsyncUtils.waitForFxEvents();
  }
}
