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
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
