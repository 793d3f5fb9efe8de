package org.regista.app.gui.deliver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.app.imagej.ImageJProgram;
import org.regista.app.imagej.ImageJStack;
import org.regista.app.work.Preferences;
import org.regista.error.InputDataException;
import org.regista.error.RegistrationException;
import org.regista.image.Volume;
import org.regista.job.Outside;
import org.regista.resample.Interpolation;
import org.regista.resample.Resampler;
import org.regista.viewers.slice.Scene;

/** Opens the pair that is shown in ImageJ. Lives on the FX thread; works on the background one. */
public final class ImageJViewModel {

  private final ViewerViewModel viewer;
  private final Path preferences;
  private final Map<String, String> environment;
  private final Executor background;
  private final Executor fx;
  private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");

  /**
   * @param preferences the file that may name the program
   * @param environment whose PATH is searched otherwise
   */
  public ImageJViewModel(
      ViewerViewModel viewer,
      Path preferences,
      Map<String, String> environment,
      Executor background,
      Executor fx) {
    this.viewer = viewer;
    this.preferences = preferences;
    this.environment = Map.copyOf(environment);
    this.background = background;
    this.fx = fx;
  }

  /** What was opened with which program, or why not. */
  public ReadOnlyStringProperty said() {
    return said.getReadOnlyProperty();
  }

  /** Hands over the fixed image, and the moving one on its grid through the transform shown. */
  public void open() {
    viewer
        .shown()
        .get()
        .ifPresentOrElse(
            shown -> {
              said.set("Writing stacks for ImageJ …");
              Scene scene = shown.loaded().scene();
              background.execute(() -> tell(scene));
            },
            () -> said.set("Open two images first."));
  }

  private void tell(Scene scene) {
    String words;
    try {
      ImageJProgram program =
          ImageJProgram.find(Preferences.read(preferences).imageJ(), environment);
      program.open(stacks(scene));
      words = "Handed to '%s'. ImageJ knows no directions of scans.".formatted(program);
    } catch (RegistrationException e) {
      words = "Not opened in ImageJ: " + e.getMessage();
    }
    String all = words;
    fx.execute(() -> said.set(all));
  }

  /** Until this program ends, since nobody tells when ImageJ has read them. */
  private static List<Path> stacks(Scene scene) {
    Path folder;
    try {
      folder = Files.createTempDirectory("regista-imagej-");
    } catch (IOException e) {
      throw new InputDataException(
          "no folder for stacks can be made (%s)".formatted(e.getMessage()), e);
    }
    folder.toFile().deleteOnExit();
    Path fixed = folder.resolve("fixed.tif");
    Path moving = folder.resolve("moving-registered.tif");
    fixed.toFile().deleteOnExit();
    moving.toFile().deleteOnExit();
    ImageJStack.write(scene.fixed(), fixed);
    try (Volume drawn =
        new Resampler(Runtime.getRuntime().availableProcessors())
            .resample(
                scene.moving(),
                scene.fixedToMoving(),
                scene.fixed().grid(),
                Interpolation.LINEAR,
                Outside.of(scene.moving()))) {
      ImageJStack.write(drawn, moving);
    }
    return List.of(fixed, moving);
  }
}
