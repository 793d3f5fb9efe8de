package org.regista.app;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.regista.app.gui.Session;
import org.regista.app.gui.Workplace;
import org.regista.app.gui.shell.ShellViewModel;
import org.regista.app.gui.shell.Workstation;
import org.regista.io.VolumeFiles;
import org.regista.job.Extensions;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A window in a process of its own, in which a landmark is marked; then it waits to be killed. */
final class WindowToKill {

  private WindowToKill() {}

  /**
   * @param arguments the folder for work, the fixed and the moving image
   */
  public static void main(String... arguments) throws TimeoutException {
    VolumeFiles files = new Extensions(new SciJavaExtensions()).files();
    Session session = new Session(files, new ResultCases(files));
    Workplace place =
        new Workplace(Path.of(arguments[0]), List.of(), List.of("native"), List.of("cpu"), "test");
    FxToolkit.registerPrimaryStage();
    Stage stage = FxToolkit.registerStage(Stage::new);
    ShellViewModel shell =
        FxToolkit.setupFixture(
            () ->
                Workstation.show(
                    session, place, stage, List.of(Path.of(arguments[1]), Path.of(arguments[2]))));
    WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> shell.viewer().shown().get().isPresent());
    FxRobot robot = new FxRobot();
    robot.type(KeyCode.A).type(KeyCode.A);
    WaitForAsyncUtils.sleep(10, TimeUnit.MINUTES);
  }
}
