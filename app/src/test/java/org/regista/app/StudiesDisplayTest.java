package org.regista.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.app.gui.studies.StudyRow;

/** From an empty window to a pair, by the list of studies alone. */
class StudiesDisplayTest {

  private WindowRobot window;

  @TempDir private Path folder;

  @BeforeEach
  void open() throws Exception {
    Files.createSymbolicLink(
        folder.resolve("demo"), Path.of("..", "test-data").toAbsolutePath().normalize());
    window = new WindowRobot(folder);
  }

  @AfterEach
  void close() throws TimeoutException {
    window.close();
  }

  private int row(String description) {
    ListView<StudyRow> list = window.robot.lookup("#studies").queryListView();
    for (int n = 0; n < list.getItems().size(); n++) {
      if (list.getItems().get(n) instanceof StudyRow.Entry e
          && e.item().description().equals(description)) {
        return n;
      }
    }
    return -1;
  }

  /** As the arrow keys would, which the list scrolls after. */
  private void select(String description) {
    ListView<StudyRow> list = window.robot.lookup("#studies").queryListView();
    window.robot.interact(
        () -> {
          list.requestFocus();
          list.scrollTo(row(description));
          list.getSelectionModel().clearAndSelect(row(description));
        });
  }

  @Test
  void theDemoIsOneClickAwayAndAnotherPairThreeKeys() throws Exception {
    assertThat(window.sees("No studies yet")).isTrue();
    window.robot.clickOn("Open demo");
    WindowRobot.until(() -> window.shell.title().get().startsWith("study1_FLAIR"));
    WindowRobot.until(() -> row("ct.nii.gz") > 0);
    assertThat(window.sees("No studies yet")).isFalse();
    select("mr_t1.nii.gz");
    window.robot.type(KeyCode.F);
    select("ct.nii.gz");
    window.robot.type(KeyCode.M);
    assertThat(window.sees("NOT REGISTERED: other frames")).isTrue();
    window.picture("studies-1-pair-chosen");
    window.robot.type(KeyCode.ENTER);
    WindowRobot.until(() -> window.shell.title().get().startsWith("mr_t1.nii.gz ⟷ ct.nii.gz"));
    double room = window.robot.lookup(".viewer").query().getLayoutBounds().getWidth();
    window.robot.type(KeyCode.F8);
    WindowRobot.until(
        () -> window.robot.lookup(".viewer").query().getLayoutBounds().getWidth() > room + 200);
    window.picture("studies-2-opened");
  }
}
