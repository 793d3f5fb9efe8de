package org.regista.app.gui.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListCell;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.app.gui.Contrast;
import org.regista.geometry.LpsPoint;
import org.regista.viewers.state.Camera;
import org.regista.viewers.state.FusionMode;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** Whether every text can be read, and everything be done without a mouse. */
class AccessDisplayTest {

  private static final double LEAST_CONTRAST = 4.5;

  private final FxRobot robot = new FxRobot();
  private TestWindow window;
  private ShellViewModel shell;
  private Stage stage;

  @TempDir private Path folder;

  @BeforeEach
  void open() throws Exception {
    window = TestWindow.open(folder);
    shell = window.shell();
    stage = window.stage();
  }

  @AfterEach
  void close() throws TimeoutException {
    window.close();
  }

  private static boolean isSeen(Node node) {
    return node.isVisible()
        && node.getOpacity() > 0
        && (node.getParent() == null || isSeen(node.getParent()));
  }

  /** Every text of every window that cannot be read, with its contrast. */
  private Set<String> illegible() {
    Set<String> found = new TreeSet<>();
    robot.interact(
        () -> {
          for (Window window : Window.getWindows()) {
            window.getScene().getRoot().applyCss();
            for (Node node : window.getScene().getRoot().lookupAll("*")) {
              if (node instanceof Text text
                  && !text.getText().isBlank()
                  && isSeen(text)
                  && !text.isDisabled()
                  && Contrast.of(text) < LEAST_CONTRAST) {
                found.add("'%s' %.1f".formatted(text.getText(), Contrast.of(text)));
              }
            }
          }
        });
    return found;
  }

  @Test
  void contrastIsThatOfTheStandard() {
    assertThat(Contrast.ratio(Color.BLACK, Color.WHITE)).isEqualTo(21, offset(1e-9));
    // the grey that WCAG's own examples give as just enough on white
    assertThat(Contrast.ratio(Color.web("#767676"), Color.WHITE)).isEqualTo(4.54, offset(0.01));
  }

  @Test
  void anIllegibleTextWouldBeFound() {
    robot.interact(
        () ->
            ((Labeled) stage.getScene().lookup(".welcome-heading"))
                .setStyle("-fx-text-fill: #555555;"));
    assertThat(illegible()).isNotEmpty();
  }

  @Test
  void allTextOfTheEmptyWindowCanBeRead() {
    assertThat(illegible()).isEmpty();
  }

  @Test
  void allTextBesideACaseCanBeRead() throws TimeoutException {
    window.openResult();
    robot.interact(() -> shell.open(List.of(folder, folder, folder)));
    WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> !shell.message().get().isEmpty());
    for (Node tab : robot.lookup(".side-tab").queryAll()) {
      robot.interact(((ToggleButton) tab)::fire);
      assertThat(illegible()).as(((ToggleButton) tab).getText()).isEmpty();
    }
  }

  @Test
  void allTextOfMenusAndListsCanBeRead() throws TimeoutException {
    window.openResult();
    MenuBar bar = robot.lookup(".menu-bar").queryAs(MenuBar.class);
    for (Menu menu : bar.getMenus()) {
      robot.interact(menu::show);
      WaitForAsyncUtils.waitForFxEvents();
      assertThat(illegible()).as(menu.getText()).isEmpty();
      robot.interact(menu::hide);
    }
    for (ComboBox<?> box :
        robot.lookup(n -> n instanceof ComboBox && isSeen(n)).queryAllAs(ComboBox.class)) {
      robot.interact(box::show);
      WaitForAsyncUtils.waitForFxEvents();
      assertThat(illegible()).as("list of %s", box.getValue()).isEmpty();
      robot.interact(box::hide);
    }
  }

  @Test
  void anyActionIsFoundByItsName() throws TimeoutException {
    window.openResult();
    Node before = stage.getScene().getFocusOwner();
    control(KeyCode.K);
    assertThat(illegible()).isEmpty();
    robot.write("fus check");
    assertThat(illegible()).isEmpty();
    robot.type(KeyCode.ENTER);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(shell.viewer().shown().get().orElseThrow().state().fusion().mode())
        .isEqualTo(FusionMode.CHECKERBOARD);
    assertThat(isSeen(robot.lookup("#palette").<Node>query())).isFalse();
    assertThat(stage.getScene().getFocusOwner()).isSameAs(before);
    control(KeyCode.K);
    robot.type(KeyCode.DOWN, KeyCode.ESCAPE);
    assertThat(isSeen(robot.lookup("#palette").<Node>query())).isFalse();
  }

  private void control(KeyCode key) {
    robot.press(KeyCode.CONTROL).type(key).release(KeyCode.CONTROL);
    WaitForAsyncUtils.waitForFxEvents();
  }

  @Test
  void allTextOfTheGuideCanBeReadAndItHasPictures() {
    control(KeyCode.H);
    for (Node page : robot.lookup(n -> n instanceof ListCell<?> c && !c.isEmpty()).queryAll()) {
      robot.clickOn(page);
      WaitForAsyncUtils.waitForFxEvents();
      assertThat(illegible()).isEmpty();
    }
    assertThat(robot.lookup(n -> n.getStyleClass().contains("guide")).queryAll()).isNotEmpty();
    robot.clickOn("Three tasks");
    assertThat(
            robot
                .lookup(n -> n instanceof ImageView v && v.getAccessibleText() != null)
                .queryAllAs(ImageView.class))
        .hasSize(5)
        .allMatch(v -> v.getImage().getWidth() > 600);
    robot.type(KeyCode.ESCAPE);
  }

  @Test
  void preferencesHoldAtOnceAndAreKept() throws TimeoutException {
    control(KeyCode.COMMA);
    assertThat(illegible()).isEmpty();
    double before = textHeight();
    ComboBox<Integer> size = robot.lookup("#text-size").query();
    robot.interact(() -> size.getSelectionModel().select(Integer.valueOf(150)));
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(textHeight() / before).isGreaterThan(1.3);
    robot.type(KeyCode.ESCAPE);
    window.close();
    window = TestWindow.openAgain(folder);
    stage = window.stage();
    assertThat(textHeight() / before).isGreaterThan(1.3);
  }

  private double textHeight() {
    return robot
        .from(stage.getScene().getRoot())
        .lookup(".welcome-heading")
        .query()
        .getBoundsInLocal()
        .getHeight();
  }

  @Test
  void arrowsDoWhatTheMouseDoesWithATool() throws TimeoutException {
    window.openResult();
    robot.interact(() -> robot.lookup(".slice").query().requestFocus());
    double width = window();
    robot.type(KeyCode.W, KeyCode.RIGHT);
    assertThat(window()).isGreaterThan(width);
    double zoom = camera().zoom();
    robot.type(KeyCode.Z, KeyCode.UP);
    assertThat(camera().zoom()).isGreaterThan(zoom);
    LpsPoint centre = camera().centre();
    robot.type(KeyCode.P, KeyCode.RIGHT); // the patient to the right of the screen: to the left
    assertThat(camera().centre().x()).isLessThan(centre.x());
    robot.type(KeyCode.T, KeyCode.LEFT);
    assertThat(camera().isTilted()).isTrue();
  }

  private double window() {
    WaitForAsyncUtils.waitForFxEvents();
    return shell.viewer().shown().get().orElseThrow().state().fixed().window().width();
  }

  private Camera camera() {
    WaitForAsyncUtils.waitForFxEvents();
    return shell.viewer().shown().get().orElseThrow().state().camera();
  }

  @Test
  void tabReachesEveryControlAndEveryPicture() throws TimeoutException {
    window.openResult();
    Set<Node> wanted = new HashSet<>();
    robot.interact(
        () ->
            stage.getScene().getRoot().lookupAll("*").stream()
                .filter(n -> n.isFocusTraversable() && isSeen(n) && !n.isDisabled())
                .forEach(wanted::add));
    assertThat(wanted).hasSizeGreaterThan(8);
    Set<Node> reached = new HashSet<>();
    for (int n = 0; n < 2 * wanted.size(); n++) {
      robot.type(KeyCode.TAB);
      reached.add(stage.getScene().getFocusOwner());
    }
    wanted.removeAll(reached);
    // arrows lead from the chosen one of a group to the others
    wanted.removeIf(n -> n instanceof RadioButton other && !other.isSelected());
    assertThat(wanted).as("never reached by Tab").isEmpty();
  }

  @Test
  void whatTabPassesIsInAMenu() throws TimeoutException {
    window.openResult();
    List<String> items = new ArrayList<>();
    MenuBar bar = robot.lookup(".menu-bar").queryAs(MenuBar.class);
    bar.getMenus()
        .forEach(menu -> menu.getItems().stream().map(MenuItem::getText).forEach(items::add));
    Set<ButtonBase> passed =
        robot
            .lookup(
                n ->
                    n instanceof ButtonBase b
                        && isSeen(b)
                        && !b.isFocusTraversable()
                        && b.getParent().getStyleClass().contains("tools"))
            .queryAllAs(ButtonBase.class);
    assertThat(passed).hasSizeGreaterThan(8);
    for (ButtonBase button : passed) {
      assertThat(items)
          .as(button.getText())
          .anyMatch(item -> item != null && item.startsWith(button.getText()));
    }
  }
}
