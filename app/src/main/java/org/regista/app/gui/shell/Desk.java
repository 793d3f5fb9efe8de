package org.regista.app.gui.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.regista.app.gui.Session;
import org.regista.app.gui.Workplace;
import org.regista.app.gui.deliver.DeliverPanel;
import org.regista.app.gui.deliver.DeliverViewModel;
import org.regista.app.gui.deliver.ImageJViewModel;
import org.regista.app.gui.deliver.SendViewModel;
import org.regista.app.gui.quality.QualityPanel;
import org.regista.app.gui.quality.QualityViewModel;
import org.regista.app.gui.quality.ReviewViewModel;
import org.regista.app.gui.regions.CompanionsViewModel;
import org.regista.app.gui.regions.MeasurePanel;
import org.regista.app.gui.regions.RegionsDeliveryViewModel;
import org.regista.app.gui.regions.RegionsViewModel;
import org.regista.app.gui.regions.SaveRegionsPane;
import org.regista.app.gui.registration.AttemptsViewModel;
import org.regista.app.gui.registration.FocusViewModel;
import org.regista.app.gui.registration.FormViewModel;
import org.regista.app.gui.registration.OverlapViewModel;
import org.regista.app.gui.registration.PlacementViewModel;
import org.regista.app.gui.registration.RegistrationPanel;
import org.regista.app.gui.registration.RegistrationViewModel;
import org.regista.app.gui.session.OfferBar;
import org.regista.app.gui.session.WorkViewModel;
import org.regista.app.gui.structures.StructuresPanel;
import org.regista.app.gui.structures.StructuresViewModel;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.app.work.Preferences;

/** What is done with the open pair: registering and all that follows, put together. */
final class Desk {

  /** So that at most this and the time to write a small file is lost. */
  private static final long SAVE_SECONDS = 2;

  private final ShellViewModel shell;
  private final Path workRoot;
  private final Executor background;
  private final WorkViewModel work;
  private final AttemptsViewModel attempts;
  private final PlacementViewModel placement;
  private final RegistrationViewModel registration;
  private final OverlapViewModel overlap;
  private final FormViewModel form;
  private final FocusViewModel focus;
  private final QualityViewModel quality;
  private final ReviewViewModel review;
  private final StructuresViewModel structures;
  private final DeliverViewModel delivery;
  private final SendViewModel sending;
  private final ExecutorService transfers =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("regista-send").factory());
  private final ImageJViewModel imageJ;
  private final CompanionsViewModel companions;
  private final RegionsViewModel regions;
  private final RegionsDeliveryViewModel regionsDelivery;
  private final ScheduledExecutorService saving =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("regista-save").factory());

  private final Future<?> autosave;

  Desk(ShellViewModel shell, Session session, Workplace place, Executor background, Executor fx) {
    this.shell = shell;
    this.workRoot = place.work();
    this.background = background;
    work = new WorkViewModel(place.work());
    attempts = new AttemptsViewModel(work, shell.viewer(), background, fx);
    placement = new PlacementViewModel(work, shell.viewer());
    registration = new RegistrationViewModel(work, attempts, shell.viewer(), place, fx);
    overlap = new OverlapViewModel(shell.viewer(), background, fx);
    form = new FormViewModel(work);
    focus = new FocusViewModel(work, shell.viewer(), background, fx);
    // a drag does one thing at a time
    focus.editing().subscribe(on -> placement.manual().set(placement.manual().get() && !on));
    placement.manual().subscribe(on -> focus.editing().set(focus.editing().get() && !on));
    quality = new QualityViewModel(work, session, background, fx, attempts::reread);
    review = new ReviewViewModel(work, shell.viewer(), background, fx);
    structures =
        new StructuresViewModel(
            work, shell.viewer(), session.files(), place.version(), background, fx);
    shell.setCompanions(structures::take);
    delivery =
        new DeliverViewModel(
            work, shell.viewer(), session, place.version(), structures, background, fx);
    sending = new SendViewModel(delivery::prepareDicom, place.places(), transfers, fx);
    imageJ =
        new ImageJViewModel(
            shell.viewer(), Preferences.file(place.work()), System.getenv(), background, fx);
    companions = new CompanionsViewModel(work, shell.viewer());
    regions = new RegionsViewModel(work, shell.viewer(), session, background, fx);
    regionsDelivery =
        new RegionsDeliveryViewModel(
            work, shell.viewer(), regions, place.version(), background, fx);
    shell.opened().subscribe(this::begin);
    work.lookForAbandonedWork();
    autosave =
        saving.scheduleWithFixedDelay(work::save, SAVE_SECONDS, SAVE_SECONDS, TimeUnit.SECONDS);
  }

  private void begin(List<Path> paths) {
    if (!paths.isEmpty()) {
      attempts.begin(paths);
      work.work()
          .get()
          .ifPresent(w -> structures.lookBeside(List.of(Path.of(w.fixed()), Path.of(w.moving()))));
    }
  }

  Region registering() {
    return new RegistrationPanel(
        registration,
        new RegistrationPanel.Around(form, focus, placement, attempts, overlap),
        this::exchange);
  }

  Region judging() {
    return new QualityPanel(quality, review);
  }

  Region structures() {
    return new StructuresPanel(structures);
  }

  Region measuring() {
    return new MeasurePanel(companions, regions, this::drawRegions);
  }

  private void drawRegions() {
    shell.viewer().tool().set(ViewerViewModel.Tool.REGION);
  }

  Region delivering() {
    return new VBox(
        new DeliverPanel(delivery, sending, imageJ), new SaveRegionsPane(regionsDelivery));
  }

  private void exchange() {
    work.work().get().ifPresent(w -> shell.open(List.of(Path.of(w.moving()), Path.of(w.fixed()))));
  }

  /** What is said above the pictures. */
  Node notice() {
    return new OfferBar(work, () -> work.acceptOffer(w -> shell.open(w.images())));
  }

  /** What runs, for the status bar. */
  Node running() {
    Label doing = new Label();
    doing.textProperty().bind(registration.doing());
    ProgressBar bar = new ProgressBar();
    bar.progressProperty().bind(registration.fraction());
    HBox box = new HBox(8, doing, bar);
    box.getStyleClass().add("row");
    box.visibleProperty().bind(registration.running());
    box.managedProperty().bind(registration.running());
    return box;
  }

  /** For the menu of files. */
  MenuItem openInImageJ() {
    imageJ.said().subscribe(shell::say);
    return ShellMenus.item("Open in ImageJ", "Shortcut+J", imageJ::open);
  }

  List<Menu> menus() {
    MenuItem undo = ShellMenus.item("Undo", "Shortcut+Z", work::undo);
    name(undo, "Undo", work.undoName());
    MenuItem redo = ShellMenus.item("Redo", "Shortcut+Shift+Z", work::redo);
    name(redo, "Redo", work.redoName());
    MenuItem preferences =
        ShellMenus.item(
            "Preferences…",
            "Shortcut+Comma",
            () -> aboveWindow(owner -> PreferencesView.open(owner, workRoot, background)));
    Menu edit = new Menu("Edit", null, undo, redo, preferences);
    MenuItem run = ShellMenus.item("Register", "Shortcut+R", registration::run);
    run.disableProperty().bind(registration.running());
    MenuItem cancel = ShellMenus.item("Cancel", "Esc", registration::cancel);
    cancel.disableProperty().bind(registration.running().not());
    MenuItem early = ShellMenus.item("Keep best so far", "Shortcut+B", registration::endEarly);
    early.disableProperty().bind(registration.running().not());
    MenuItem carry =
        ShellMenus.item("Carry structures onto fixed", "Shortcut+Shift+T", structures::carry);
    Menu register = new Menu("Registration", null, run, cancel, early, carry);
    MenuItem guide =
        ShellMenus.item("User guide", "Shortcut+H", () -> aboveWindow(GuideView::open));
    Menu measure =
        new Menu(
            "Measure",
            null,
            ShellMenus.item("Sphere at the crosshair", "U", regions::addSphere),
            ShellMenus.item("Draw a region", "Y", this::drawRegions),
            ShellMenus.item("Next image of the moving side", "I", companions::seeNext));
    return List.of(edit, register, measure, new Menu("Help", null, guide));
  }

  private static void aboveWindow(Consumer<Window> open) {
    Window.getWindows().stream().findFirst().ifPresent(open);
  }

  /** What else can be opened once a pair is. */
  List<MenuItem> opening() {
    return List.of(
        choosing("Open structures or dose…", "Shortcut+T", structures::open),
        choosing("Open structures of the fixed image…", "", structures::openFixed),
        choosing("Open structures of the moving image…", "", structures::openMoving));
  }

  private static MenuItem choosing(String text, String keys, Consumer<List<Path>> open) {
    MenuItem item = new MenuItem(text);
    if (!keys.isEmpty()) {
      item.setAccelerator(KeyCombination.keyCombination(keys));
    }
    item.setOnAction(e -> aboveWindow(window -> StructuresPanel.choose(window, text, open)));
    return item;
  }

  private static void name(MenuItem item, String verb, ObservableValue<String> action) {
    item.textProperty().bind(action.map(a -> a.isEmpty() ? verb : verb + ": " + a));
    item.disableProperty().bind(action.map(String::isEmpty));
  }

  void attach(Stage stage) {
    new DeskKeys(shell.viewer(), focus, placement, attempts, review::goOn).attach(stage);
  }

  /** The window closes: the worker goes with it, and the work is ended on purpose. */
  void close() {
    registration.close();
    autosave.cancel(false);
    saving.shutdown();
    sending.cancel();
    transfers.shutdown();
    work.end();
  }
}
