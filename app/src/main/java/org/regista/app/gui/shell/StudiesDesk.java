package org.regista.app.gui.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.regista.app.gui.Session;
import org.regista.app.gui.Workplace;
import org.regista.app.gui.longitudinal.LongitudinalView;
import org.regista.app.gui.longitudinal.LongitudinalViewModel;
import org.regista.app.gui.longitudinal.RegisterAllViewModel;
import org.regista.app.gui.studies.PairChoice;
import org.regista.app.gui.studies.PairResultsViewModel;
import org.regista.app.gui.studies.StudiesRegion;
import org.regista.app.gui.studies.StudiesViewModel;
import org.regista.app.studies.StudyCatalog;
import org.regista.app.studies.StudyItem;
import org.regista.app.studies.TimePointReader;
import org.regista.viewers.slice.SliceRenderer;

/** What there is to open, put together: the studies, and what was made of them. */
final class StudiesDesk {

  private static final int MOST_IMAGES = 3;

  /** A long import, and short looks beside it. */
  private static final int THREADS = 2;

  private final ExecutorService looking =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("regista-studies-", 0).factory());

  private final StudiesViewModel studies;
  private final StudiesRegion region;
  private final PairResultsViewModel results;
  private final Path demo;
  private final ShellViewModel shell;
  private final LongitudinalViewModel timePoints;
  private final RegisterAllViewModel registering;

  /**
   * @param rendering the thread of all pictures
   */
  StudiesDesk(
      ShellViewModel shell, Session session, Workplace place, Executor rendering, Executor fx) {
    this.shell = shell;
    this.demo = place.places().demo();
    PairChoice choice = new PairChoice(shell::open);
    studies =
        new StudiesViewModel(
            new StudyCatalog(place.places().library(), session.files()), choice, looking, fx);
    results = new PairResultsViewModel(place.work(), choice, looking, fx);
    timePoints =
        new LongitudinalViewModel(
            new TimePointReader(session.files()), results, looking, rendering, fx);
    registering = new RegisterAllViewModel(place, results::refresh, fx);
    region = new StudiesRegion(studies, results, this::openDemo, this::compare);
    studies.dropped().subscribe(d -> results.setElsewhere(d.results()));
    shell.opened().subscribe(o -> results.refresh());
  }

  StudiesRegion region() {
    return region;
  }

  /** Reads the library, once the window stands. */
  void begin() {
    studies.refresh();
  }

  /** Shows the selected images side by side; the chosen fixed image, if among them, comes first. */
  private void compare(List<StudyItem> selected) {
    timePoints.compare(selected, studies.choice().fixed().get());
  }

  private void toggleTimePoints() {
    if (timePoints.open().get()) {
      timePoints.close();
    } else {
      compare(region.selection());
    }
  }

  LongitudinalViewModel timePoints() {
    return timePoints;
  }

  LongitudinalView timePointsView(SliceRenderer renderer, Executor fx) {
    return new LongitudinalView(timePoints, registering, renderer, fx);
  }

  void openDemo() {
    studies.openDemo(demo, shell::open);
  }

  /** Lists what lies in files and folders. */
  void look(List<Path> places) {
    region.expanded().set(true);
    studies.scan(places);
  }

  /**
   * Takes what was dropped: a folder, or more than three things, is listed, and what else there may
   * be is opened: a pair, or a PET/CT with an MR.
   */
  void dropped(List<Path> places) {
    boolean folder = places.size() == 1 && Files.isDirectory(places.getFirst());
    if (places.size() > MOST_IMAGES || (folder && !shell.isResult(places.getFirst()))) {
      look(places);
    } else {
      shell.open(places);
    }
  }

  /** A series of the list was dropped onto the pictures. */
  void droppedSeries(String key) {
    studies.find(key).ifPresent(studies.choice()::chooseNext);
  }

  List<MenuItem> menuItems(OpenDialogs dialogs) {
    return List.of(
        new SeparatorMenuItem(),
        ShellMenus.item("Open folder…", "Shortcut+D", dialogs::openFolder),
        ShellMenus.item("Import to library", "Shortcut+I", studies::importDropped),
        ShellMenus.item("Open the chosen pair", "Shortcut+P", studies.choice()::openPair),
        ShellMenus.item("Open the demo", "Shortcut+Shift+D", this::openDemo),
        ShellMenus.item("Compare time points", "F12", this::toggleTimePoints),
        ShellMenus.item(
            "Studies beside the pictures",
            "F8",
            () -> region.expanded().set(!region.expanded().get())));
  }

  void close() {
    studies.cancel();
    registering.close();
    timePoints.close();
    looking.shutdown();
  }
}
