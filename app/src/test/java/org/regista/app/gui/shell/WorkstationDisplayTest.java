package org.regista.app.gui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.app.gui.viewer.Shown;
import org.regista.geometry.LpsPoint;
import org.regista.viewers.state.FusionMode;
import org.regista.viewers.state.ViewState;
import org.testfx.api.FxRobot;

/** The real window, drawn in memory, worked by a robot. */
class WorkstationDisplayTest {

  private final FxRobot robot = new FxRobot();
  private TestWindow window;
  private ShellViewModel shell;

  @TempDir private Path folder;

  @BeforeEach
  void open() throws Exception {
    window = TestWindow.open(folder);
    shell = window.shell();
  }

  @AfterEach
  void close() throws TimeoutException {
    window.close();
  }

  private ViewState state() {
    return shell.viewer().shown().get().map(Shown::state).orElseThrow();
  }

  private boolean sees(String text) {
    return texts().contains(text);
  }

  private List<String> texts() {
    Set<Labeled> labels =
        robot.lookup(n -> n instanceof Labeled && isSeen(n)).queryAllAs(Labeled.class);
    return labels.stream().map(Labeled::getText).toList();
  }

  private static boolean isSeen(Node node) {
    return node.isVisible() && (node.getParent() == null || isSeen(node.getParent()));
  }

  @Test
  void anEmptyWindowTeachesHowToBegin() {
    assertThat(texts()).contains("Open result folder…", "Open two images…");
  }

  @Test
  void aCaseShowsItsBadgeOnEveryPlaneAndNothingIsCutOff() throws TimeoutException {
    window.openResult();
    assertThat(texts().stream().filter("REGISTERED by rigid MI 2026-11-23, not signed"::equals))
        .hasSize(3);
    assertThat(sees("Open result folder…")).isFalse();
    Set<Labeled> labels =
        robot.lookup(n -> n instanceof Labeled && isSeen(n)).queryAllAs(Labeled.class);
    for (Labeled label : labels) {
      label.lookupAll(".text").stream()
          .filter(n -> label.equals(n.getParent()))
          .forEach(n -> assertThat(((Text) n).getText()).isEqualTo(label.getText()));
    }
  }

  @Test
  void keysAndMouseReachThePictures() throws TimeoutException {
    window.openResult();
    Node axial = robot.lookup(".slice").queryAll().iterator().next();
    LpsPoint before = state().camera().crosshair();
    robot.moveTo(axial).moveBy(40, 30).clickOn(MouseButton.PRIMARY);
    LpsPoint clicked = state().camera().crosshair();
    assertThat(clicked.z()).isEqualTo(before.z());
    assertThat(clicked.distanceMm(before)).isGreaterThan(1);
    robot.type(KeyCode.UP);
    assertThat(state().camera().crosshair().z()).isEqualTo(before.z() + 4);
    robot.type(KeyCode.C);
    assertThat(state().fusion().mode()).isEqualTo(FusionMode.CHECKERBOARD);
    robot.type(KeyCode.D);
    assertThat(state().deformation().kind()).isEqualTo(ViewState.Deformation.Kind.GRID);
    robot.press(KeyCode.Q);
    assertThat(shell.viewer().held().get()).contains(FusionMode.FIXED_ONLY);
    robot.release(KeyCode.Q);
    assertThat(shell.viewer().held().get()).isEmpty();
  }

  @Test
  void theReleaseCountsAsTheLastMovement() throws TimeoutException {
    window.openResult();
    Node axial = robot.lookup(".slice").queryAll().iterator().next();
    robot.interact(
        () -> {
          axial.fireEvent(mouse(MouseEvent.MOUSE_PRESSED, 100));
          axial.fireEvent(mouse(MouseEvent.MOUSE_DRAGGED, 120));
        });
    double dragged = state().camera().crosshair().x();
    robot.interact(() -> axial.fireEvent(mouse(MouseEvent.MOUSE_RELEASED, 160)));
    assertThat(state().camera().crosshair().x()).isGreaterThan(dragged);
  }

  private static MouseEvent mouse(EventType<MouseEvent> type, double x) {
    return new MouseEvent(
        type,
        x,
        200,
        x,
        200,
        MouseButton.PRIMARY,
        1,
        false,
        false,
        false,
        false,
        true,
        false,
        false,
        true,
        false,
        true,
        null);
  }

  @Test
  void windowIsDraggedWithW() throws TimeoutException {
    window.openResult();
    double width = state().fixed().window().width();
    Node axial = robot.lookup(".slice").queryAll().iterator().next();
    robot.type(KeyCode.W);
    robot.moveTo(axial).press(MouseButton.PRIMARY).moveBy(100, 0).release(MouseButton.PRIMARY);
    assertThat(state().fixed().window().width()).isGreaterThan(1.1 * width);
  }
}
