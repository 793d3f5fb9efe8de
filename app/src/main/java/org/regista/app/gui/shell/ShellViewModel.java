package org.regista.app.gui.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.regista.app.gui.LoadedCase;
import org.regista.app.gui.Session;
import org.regista.app.gui.viewer.StatusViewModel;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.error.RegistrationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opening, and what is said about it. */
public final class ShellViewModel {

  private static final Logger LOG = LoggerFactory.getLogger(ShellViewModel.class);
  private static final String NAME = "Regista";

  private final Session session;
  private final ViewerViewModel viewer;
  private final StatusViewModel status;
  private final Executor background;
  private final Executor fx;
  private final RecentWork recentWork;
  private final ReadOnlyObjectWrapper<List<RecentWork.Entry>> recent;
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper(NAME);
  private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper activity = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<List<Path>> opened = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(false);

  private BiConsumer<List<Path>, Runnable> companions = (paths, otherwise) -> otherwise.run();
  private Optional<Path> fixedChosen = Optional.empty();

  public ShellViewModel(
      Session session,
      ViewerViewModel viewer,
      RecentWork recentWork,
      Executor background,
      Executor fx) {
    this.session = session;
    this.recentWork = recentWork;
    this.recent = new ReadOnlyObjectWrapper<>(recentWork.entries());
    this.viewer = viewer;
    this.status = new StatusViewModel(viewer);
    this.background = background;
    this.fx = fx;
  }

  public ViewerViewModel viewer() {
    return viewer;
  }

  public StatusViewModel status() {
    return status;
  }

  /** The window's title. */
  public ReadOnlyStringProperty title() {
    return title.getReadOnlyProperty();
  }

  /** What was opened lately, the newest first. */
  ReadOnlyObjectProperty<List<RecentWork.Entry>> recent() {
    return recent.getReadOnlyProperty();
  }

  /** What went wrong and what to do, or empty. */
  public ReadOnlyStringProperty message() {
    return message.getReadOnlyProperty();
  }

  /** The result folder or the two images that are shown, as they were chosen. */
  public ReadOnlyObjectProperty<List<Path>> opened() {
    return opened.getReadOnlyProperty();
  }

  /** What is being done now. */
  public ReadOnlyStringProperty activity() {
    return activity.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty busy() {
    return busy.getReadOnlyProperty();
  }

  boolean isResult(Path path) {
    return session.isResult(path);
  }

  /** Shows a sentence until it is dismissed. */
  void say(String sentence) {
    message.set(sentence);
  }

  public void dismissMessage() {
    fixedChosen = Optional.empty();
    message.set("");
  }

  /**
   * Opens a result folder, or a fixed and a moving image with what goes with the moving one; what
   * is shown stays until that succeeds. One image alone becomes the fixed one, and the next one the
   * moving one.
   */
  public void open(List<Path> chosen) {
    if (busy.get() || chosen.isEmpty()) {
      return;
    }
    boolean alone = chosen.size() == 1 && !session.isResult(chosen.getFirst());
    if (alone && fixedChosen.isEmpty()) {
      fixedChosen = Optional.of(chosen.getFirst());
      message.set(
          "'%s' will be the fixed image. Now drop or open the moving one."
              .formatted(chosen.getFirst().getFileName()));
      return;
    }
    List<Path> paths = alone ? List.of(fixedChosen.get(), chosen.getFirst()) : chosen;
    fixedChosen = Optional.empty();
    busy.set(true);
    message.set("");
    activity.set("Opening " + paths.getFirst().getFileName() + " …");
    background.execute(() -> load(paths));
  }

  /** Takes what was dropped if it belongs to the pair that is open. */
  public void drop(List<Path> dropped, Runnable otherwise) {
    companions.accept(dropped, otherwise);
  }

  /**
   * @param taker asked about what is dropped; runs the second argument if it is not for him
   */
  void setCompanions(BiConsumer<List<Path>, Runnable> taker) {
    companions = taker;
  }

  private void load(List<Path> paths) {
    try {
      LoadedCase loaded = session.open(paths);
      List<Path> known = loaded.companions().paths();
      List<Path> arranged = known.isEmpty() ? paths : known;
      fx.execute(
          () -> {
            viewer.show(loaded);
            opened.set(List.of()); // told also if the same is opened again
            opened.set(arranged);
            title.set(loaded.title() + " – " + NAME);
            recentWork.add(arranged);
            recent.set(recentWork.entries());
            idle("");
          });
    } catch (RegistrationException e) {
      fx.execute(() -> idle(e.getMessage()));
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("opening failed", e);
      fx.execute(() -> idle(unexpected(paths, e)));
    }
  }

  private static String unexpected(List<Path> paths, Throwable e) {
    return e instanceof OutOfMemoryError
        ? "'%s' does not fit into memory (%s); close other programs, or open smaller images"
            .formatted(paths.getFirst(), e.getMessage())
        : "'%s' cannot be opened because of a fault in Regista (%s); please report it with the log"
            .formatted(paths.getFirst(), e);
  }

  private void idle(String said) {
    message.set(said);
    activity.set("");
    busy.set(false);
  }
}
