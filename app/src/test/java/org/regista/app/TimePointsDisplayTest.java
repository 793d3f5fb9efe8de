package org.regista.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.app.gui.studies.StudyRow;

/** Two real dates of one patient side by side, brought together by a registration made before. */
class TimePointsDisplayTest {

  private static final Path DATA = Path.of("..", "test-data").toAbsolutePath().normalize();
  private static final List<String> NAMES = List.of("study1_FLAIR.nii.gz", "study2_FLAIR.nii.gz");

  private WindowRobot window;

  @TempDir private Path folder;

  @BeforeEach
  void open() throws Exception {
    Files.createSymbolicLink(folder.resolve("demo"), DATA);
    Path patient = folder.resolve("demo/brain_longitudinal_ms/patient01");
    Runs.Outcome outcome =
        Runs.run(
            "register",
            "--fixed",
            patient.resolve(NAMES.getFirst()),
            "--moving",
            patient.resolve(NAMES.getLast()),
            "--stages",
            "rigid",
            "--out",
            folder.resolve("work/earlier/attempt-1"));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    window = new WindowRobot(folder);
  }

  @AfterEach
  void close() throws TimeoutException {
    window.close();
  }

  private void selectBoth() {
    ListView<StudyRow> list = window.robot.lookup("#studies").queryListView();
    window.robot.interact(
        () -> {
          list.requestFocus();
          list.getSelectionModel().clearSelection();
          for (int n = 0; n < list.getItems().size(); n++) {
            if (list.getItems().get(n) instanceof StudyRow.Entry e
                && NAMES.contains(e.item().description())) {
              list.getSelectionModel().select(n);
            }
          }
        });
  }

  @Test
  void datesStandSideBySideThroughTheirRegistration() throws Exception {
    window.robot.clickOn("Open the demo");
    WindowRobot.until(() -> window.shell.title().get().startsWith("study1_FLAIR"));
    WindowRobot.until(() -> window.sees(NAMES.getLast()));
    assertThat(window.sees("NOT REGISTERED")).isTrue();
    selectBoth();
    window.robot.type(KeyCode.F12);
    WindowRobot.until(() -> window.sees("REGISTERED by rigid"));
    assertThat(window.sees("BASELINE")).isTrue();
    assertThat(window.robot.lookup(".time-points .slice").queryAll()).hasSize(4);
    window.picture("time-points");
    window.robot.type(KeyCode.F12);
    WindowRobot.until(() -> window.robot.lookup(".time-points .slice").queryAll().isEmpty());
    assertThat(window.sees("NOT REGISTERED")).isTrue();
  }
}
