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
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.regista.app.gui.Session;
import org.regista.app.gui.viewer.LayersView;
import org.regista.app.gui.viewer.ViewerKeys;
import org.regista.app.gui.viewer.ViewerView;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.viewers.slice.SliceRenderer;

/** Puts the window together and keeps it open. Needs a display. */
public final class Workstation {

  private final Session session;
  private final ExecutorService background = executor("regista-open");
  private final ExecutorService rendering = executor("regista-render");

  private final RecentWork recent;

  private Workstation(Session session, RecentWork recent) {
    this.session = session;
    this.recent = recent;
  }

  /**
   * Starts the toolkit, opens the window and returns when it is closed. Once per process.
   *
   * @param recent what was opened lately
   * @param start a result folder or two images to open at once; may be empty
   */
  public static void run(Session session, RecentWork recent, List<Path> start) {
    CountDownLatch closed = new CountDownLatch(1);
    Platform.startup(
        () -> {
          Stage stage = new Stage();
          new Workstation(session, recent).show(stage, start);
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
  public static ShellViewModel show(Session session, Stage stage, List<Path> start) {
    return new Workstation(session, RecentWork.forThisRun()).show(stage, start);
  }

  private ShellViewModel show(Stage stage, List<Path> start) {
    Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet());
    ViewerViewModel viewer = new ViewerViewModel(rendering);
    ShellViewModel shell =
        new ShellViewModel(session, viewer, recent, background, Platform::runLater);
    SliceRenderer renderer = new SliceRenderer(Runtime.getRuntime().availableProcessors());
    ViewerView pictures = new ViewerView(viewer, renderer, Platform::runLater);
    Scene scene = new Scene(new ShellView(shell, pictures, right(viewer), running()));
    scene
        .getStylesheets()
        .add(Objects.requireNonNull(Workstation.class.getResource("regista.css")).toExternalForm());
    new ViewerKeys(viewer).attach(scene);
    stage.titleProperty().bind(shell.title());
    stage.setScene(scene);
    fillScreen(stage);
    stage.setOnCloseRequest(e -> close(viewer));
    stage.show();
    shell.open(start);
    return shell;
  }

  /** What can be done with the pictures, in the order of the work. */
  private static List<SidePanel> right(ViewerViewModel viewer) {
    return List.of(
        new SidePanel("Layers", "How the images are shown and fused", new LayersView(viewer)));
  }

  /** What runs in the background; each shows itself at the right end of the status bar. */
  private static List<Node> running() {
    return List.of();
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

  private void close(ViewerViewModel viewer) {
    viewer.close();
    background.shutdown();
    rendering.shutdown();
  }

  private static ExecutorService executor(String name) {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
  }
}
