package org.regista.app.gui.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.stage.Stage;
import org.regista.app.gui.Cases;
import org.regista.app.gui.Session;
import org.regista.app.gui.Workplace;
import org.regista.io.VolumeFiles;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The workstation, empty, with a result folder that shows a CT and a PET when it is opened. */
record TestWindow(Stage stage, ShellViewModel shell, Path result) implements AutoCloseable {

  static TestWindow open(Path folder) throws IOException, TimeoutException {
    Files.createFile(folder.resolve(Session.RESULT_FILE));
    return openAgain(folder);
  }

  /** In a folder where a window was before. */
  static TestWindow openAgain(Path folder) throws TimeoutException {
    Session session = new Session(new VolumeFiles(List.of()), f -> Cases.ctAndPet());
    Workplace place =
        new Workplace(folder.resolve("work"), List.of(), List.of("native"), List.of("cpu"), "test");
    FxToolkit.registerPrimaryStage();
    Stage stage = FxToolkit.registerStage(Stage::new);
    ShellViewModel shell =
        FxToolkit.setupFixture(() -> Workstation.show(session, place, stage, List.of()));
    return new TestWindow(stage, shell, folder);
  }

  void openResult() throws TimeoutException {
    new FxRobot().interact(() -> shell.open(List.of(result)));
    until(() -> shell.viewer().shown().get().isPresent());
    WaitForAsyncUtils.waitForFxEvents();
  }

  static void until(Callable<Boolean> condition) throws TimeoutException {
    WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, condition);
  }

  @Override
  public void close() throws TimeoutException {
    new FxRobot().interact(() -> stage.getOnCloseRequest().handle(null));
    FxToolkit.cleanupStages();
  }
}
