package org.regista.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.regista.app.gui.Session;
import org.regista.app.gui.Workplace;
import org.regista.app.gui.shell.ShellViewModel;
import org.regista.app.gui.shell.Workstation;
import org.regista.io.VolumeFiles;
import org.regista.job.Extensions;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A window that is killed loses at most ten seconds of work, and the next one offers the rest. */
@Timeout(180)
class KilledWindowDisplayTest {

  private static final long MOST_LOST_SECONDS = 10;

  private final FxRobot robot = new FxRobot();

  @TempDir private Path folder;

  private static void until(long seconds, Callable<Boolean> condition) throws TimeoutException {
    WaitForAsyncUtils.waitFor(seconds, TimeUnit.SECONDS, condition);
  }

  private Optional<String> savedWork(Path work) throws IOException {
    if (!Files.isDirectory(work)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(work)) {
      Optional<Path> saved =
          folders.map(f -> f.resolve("work.json")).filter(Files::exists).findFirst();
      return saved.isPresent() ? Optional.of(Files.readString(saved.get())) : Optional.empty();
    }
  }

  private boolean sees(String text) {
    return robot
        .lookup(n -> n instanceof Labeled l && String.valueOf(l.getText()).contains(text))
        .tryQuery()
        .isPresent();
  }

  @Test
  void theNextWindowGoesOnWhereTheKilledOneWas()
      throws IOException, TimeoutException, InterruptedException {
    Path work = folder.resolve("work");
    Path fixed = Runs.fixedImage(folder.resolve("fixed.nii"));
    Path moving = Runs.movingImage(folder.resolve("moving.nii"));
    List<String> command = new ArrayList<>(ProgramCommand.words());
    command.removeLast();
    command.addAll(
        List.of(
            "-Dglass.platform=Monocle",
            "-Dmonocle.platform=Headless",
            "-Dprism.order=sw",
            "-Dtestfx.headless=true",
            "-Dtestfx.robot=glass"));
    command.add(WindowToKill.class.getName());
    command.addAll(List.of(work.toString(), fixed.toString(), moving.toString()));
    Process window = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      until(90, () -> savedWork(work).isPresent());
      until(MOST_LOST_SECONDS, () -> savedWork(work).orElse("").contains("\"name\" : \"1\""));
    } finally {
      window.destroyForcibly();
    }
    assertThat(window.waitFor()).as("ended by SIGKILL").isEqualTo(137);

    takeUp(work);
  }

  private void takeUp(Path work) throws TimeoutException {
    VolumeFiles files = new Extensions(new SciJavaExtensions()).files();
    Session session = new Session(files, new ResultCases(files));
    Workplace place = new Workplace(work, List.of(), List.of("native"), List.of("cpu"), "test");
    FxToolkit.registerPrimaryStage();
    Stage stage = FxToolkit.registerStage(Stage::new);
    ShellViewModel shell =
        FxToolkit.setupFixture(() -> Workstation.show(session, place, stage, List.of()));
    assertThat(sees("1 landmark.")).isTrue();
    robot.clickOn("#continue-work");
    until(60, () -> shell.viewer().shown().get().isPresent() && !shell.busy().get());
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(sees("0.0 mm off")).as("the landmark is there again").isTrue();
    robot.interact(() -> stage.getOnCloseRequest().handle(null));
    FxToolkit.cleanupStages();
  }
}
