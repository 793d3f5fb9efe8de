package org.regista.app.gui.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
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
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper(NAME);
  private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper activity = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(false);

  public ShellViewModel(Session session, ViewerViewModel viewer, Executor background, Executor fx) {
    this.session = session;
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

  /** What went wrong and what to do, or empty. */
  public ReadOnlyStringProperty message() {
    return message.getReadOnlyProperty();
  }

  /** What is being done now. */
  public ReadOnlyStringProperty activity() {
    return activity.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty busy() {
    return busy.getReadOnlyProperty();
  }

  public void dismissMessage() {
    message.set("");
  }

  /**
   * Opens a result folder, or a fixed and a moving image; what is shown stays until that succeeds.
   */
  public void open(List<Path> paths) {
    if (busy.get() || paths.isEmpty()) {
      return;
    }
    busy.set(true);
    message.set("");
    activity.set("Opening " + paths.getFirst().getFileName() + " …");
    background.execute(() -> load(paths));
  }

  private void load(List<Path> paths) {
    try {
      LoadedCase loaded = session.open(paths);
      fx.execute(
          () -> {
            viewer.show(loaded);
            title.set(loaded.title() + " – " + NAME);
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
