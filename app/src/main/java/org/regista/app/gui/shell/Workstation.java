package org.regista.app.gui.shell;

import atlantafx.base.theme.PrimerDark;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.layout.VBox;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.regista.app.gui.Session;
import org.regista.app.gui.Workplace;
import org.regista.app.gui.longitudinal.LongitudinalView;
import org.regista.app.gui.viewer.LayersView;
import org.regista.app.gui.viewer.ViewerKeys;
import org.regista.app.gui.viewer.ViewerView;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.app.gui.volume.VolumePanel;
import org.regista.app.gui.volume.VolumeView;
import org.regista.app.gui.volume.VolumeViewModel;
import org.regista.viewers.slice.SliceRenderer;

/** Puts the window together and keeps it open. Needs a display. */
public final class Workstation {

  private final Session session;
  private final Workplace place;
  private final ExecutorService background = executor("regista-open");
  private final ExecutorService rendering = executor("regista-render");
  private final ExecutorService depthThread = executor("regista-depth");

  private Workstation(Session session, Workplace place) {
    this.session = session;
    this.place = place;
  }

  /**
   * Starts the toolkit, opens the window and returns when it is closed. Once per process.
   *
   * @param start a result folder or two images to open at once; may be empty
   */
  public static void run(Session session, Workplace place, List<Path> start) {
    CountDownLatch closed = new CountDownLatch(1);
    Platform.startup(
        () -> {
          Stage stage = new Stage();
          new Workstation(session, place).show(stage, start);
          stage.setOnHidden(e -> closed.countDown());
        });
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Platform.exit();
  }

  /** Fills {@code stage} and shows it; on the FX thread. The caller ends the toolkit. */
  public static ShellViewModel show(
      Session session, Workplace place, Stage stage, List<Path> start) {
    return new Workstation(session, place).show(stage, start);
  }

  private ShellViewModel show(Stage stage, List<Path> start) {
    Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet());
    ViewerViewModel viewer = new ViewerViewModel(rendering);
    ShellViewModel shell =
        new ShellViewModel(session, viewer, recent(), background, Platform::runLater);
    SliceRenderer renderer = new SliceRenderer(cores());
    Desk desk = new Desk(shell, session, place, background, Platform::runLater);
    StudiesDesk studies = new StudiesDesk(shell, session, place, rendering, Platform::runLater);
    studies.region().expanded().set(start.isEmpty()); // a pair that is given needs no choosing
    ViewerView pictures = new ViewerView(viewer, renderer, Platform::runLater);
    VolumeViewModel depth = new VolumeViewModel(viewer, depthThread, cores(), Platform::runLater);
    pictures.add(new VolumeView(depth));
    LongitudinalView timePoints = studies.timePointsView(renderer, Platform::runLater);
    ShellView content = new ShellView(shell, pictures, right(viewer, depth, desk), desk, studies);
    content.cover(timePoints, studies.timePoints().open());
    timePoints.attach(stage);
    Scene scene = new Scene(content);
    scene
        .getStylesheets()
        .add(Objects.requireNonNull(Workstation.class.getResource("regista.css")).toExternalForm());
    PreferencesView.apply(place.work(), background, scene.getRoot());
    studies.region().attach(stage);
    desk.attach(stage);
    new ViewerKeys(viewer).attach(scene);
    stage.titleProperty().bind(shell.title());
    stage.setScene(scene);
    fillScreen(stage);
    stage.setOnCloseRequest(
        e -> {
          studies.close();
          close(viewer, depth, desk);
        });
    stage.show();
    studies.begin();
    if (!start.isEmpty()) {
      studies.dropped(start);
    }
    return shell;
  }

  private RecentWork recent() {
    return RecentWork.in(place.work().resolveSibling("recent.txt"));
  }

  /** What can be done with the pictures, in the order of the work. */
  private static List<SidePanel> right(ViewerViewModel viewer, VolumeViewModel depth, Desk desk) {
    VBox layers = new VBox(new LayersView(viewer), new VolumePanel(depth));
    return List.of(
        new SidePanel("Layers", "How the images are shown and fused", layers),
        new SidePanel("Register", "Bring the moving image onto the fixed one", desk.registering()),
        new SidePanel("Judge", "Say how good it is, and sign", desk.judging()),
        new SidePanel("Deliver", "Save it as files, DICOM or pictures", desk.delivering()),
        new SidePanel("Structures", "Contours, segments and dose", desk.structures()),
        new SidePanel(
            "Measure", "Regions of a PET, its SUV, and the CT with it", desk.measuring()));
  }

  /** Also where no window manager would maximise it. */
  private static void fillScreen(Stage stage) {
    Rectangle2D screen = Screen.getPrimary().getVisualBounds();
    stage.setX(screen.getMinX());
    stage.setY(screen.getMinY());
    stage.setWidth(screen.getWidth());
    stage.setHeight(screen.getHeight());
    stage.setMaximized(true);
  }

  private void close(ViewerViewModel viewer, VolumeViewModel depth, Desk desk) {
    desk.close();
    viewer.close();
    depth.close();
    background.shutdown();
    rendering.shutdown();
    depthThread.shutdown();
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static ExecutorService executor(String name) {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
  }
}
