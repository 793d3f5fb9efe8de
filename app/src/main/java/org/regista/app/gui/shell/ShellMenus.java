package org.regista.app.gui.shell;

import java.util.List;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.regista.app.gui.viewer.ViewerLayout;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.viewers.state.FusionMode;
import org.regista.viewers.state.ViewState.Deformation;

/** All that can be done, by topic, each with its key. */
final class ShellMenus {

  private final ShellViewModel model;
  private final ViewerViewModel viewer;
  private final OpenDialogs dialogs;
  private final SideRegion side;

  ShellMenus(ShellViewModel model, OpenDialogs dialogs, SideRegion side) {
    this.model = model;
    this.viewer = model.viewer();
    this.dialogs = dialogs;
    this.side = side;
  }

  /**
   * @param more further topics, after the others
   */
  MenuBar bar(List<Menu> more) {
    MenuBar bar = new MenuBar(file(), view(), image(), fusion(), deformation());
    bar.getMenus().addAll(more);
    bar.setMinWidth(Region.USE_PREF_SIZE);
    return bar;
  }

  private Menu file() {
    Menu recent = new Menu("Recent");
    model.recent().subscribe(entries -> fill(recent, entries));
    Menu menu = new Menu("File");
    menu.getItems()
        .addAll(
            item("Open result folder…", "Shortcut+O", dialogs::openResult),
            item("Open two images…", "Shortcut+Shift+O", dialogs::openPair),
            item("Open PET/CT and MR…", "Shortcut+Alt+O", dialogs::openWithPet),
            recent);
    return menu;
  }

  private void fill(Menu menu, List<RecentWork.Entry> entries) {
    menu.getItems()
        .setAll(
            entries.stream()
                .map(entry -> plain(entry.title(), () -> model.open(entry.paths())))
                .toList());
    menu.setDisable(entries.isEmpty());
  }

  private static MenuItem plain(String text, Runnable action) {
    MenuItem item = new MenuItem(text);
    item.setMnemonicParsing(false);
    item.setOnAction(e -> action.run());
    return item;
  }

  private Menu view() {
    Menu menu = new Menu("View");
    for (ViewerLayout layout : ViewerLayout.values()) {
      String key = "F" + (layout.ordinal() + 1);
      menu.getItems().add(item(layout.label(), key, () -> viewer.layout().set(layout)));
    }
    menu.getItems()
        .addAll(
            item("Next plane", "X", viewer::cyclePlane),
            new SeparatorMenuItem(),
            item("Side panel", "F9", () -> side.expanded().set(!side.expanded().get())),
            item("Full screen", "F11", this::toggleFullScreen));
    for (int n = 0; n < side.panels().size(); n++) {
      int panel = n;
      MenuItem item = item(side.panels().get(n).title(), "Alt+" + (n + 1), () -> open(panel));
      menu.getItems().add(item);
    }
    return menu;
  }

  private void open(int panel) {
    side.expanded().set(true);
    side.open().set(panel);
  }

  private void toggleFullScreen() {
    if (side.getScene().getWindow() instanceof Stage stage) {
      stage.setFullScreen(!stage.isFullScreen());
    }
  }

  private Menu image() {
    Menu menu = new Menu("Image");
    menu.getItems()
        .addAll(
            item("Fit", "F", viewer::fit),
            item("Larger", "Plus", () -> viewer.zoom(1.25)),
            item("Smaller", "Minus", () -> viewer.zoom(0.8)),
            new SeparatorMenuItem(),
            plain("Crosshair tool", () -> pick(ViewerViewModel.Tool.CROSSHAIR)),
            item("Window and level tool", "W", () -> pick(ViewerViewModel.Tool.WINDOW)),
            item("Pan tool", "P", () -> pick(ViewerViewModel.Tool.PAN)),
            item("Zoom tool", "Z", () -> pick(ViewerViewModel.Tool.ZOOM)),
            item("Tilt tool", "T", () -> pick(ViewerViewModel.Tool.TILT)),
            new SeparatorMenuItem(),
            item("Planes along the patient", "R", viewer::straighten),
            item("Planes along the fixed scan", "Shift+R", viewer::alignWithScan));
    return menu;
  }

  private void pick(ViewerViewModel.Tool tool) {
    viewer.tool().set(tool);
  }

  private Menu fusion() {
    Menu menu = new Menu("Fusion");
    for (FusionMode mode : FusionMode.values()) {
      MenuItem item = new MenuItem(mode.label());
      String key = key(mode);
      if (!key.isEmpty()) {
        item.setAccelerator(KeyCombination.keyCombination(key));
      }
      item.setOnAction(e -> viewer.setMode(mode));
      menu.getItems().add(item);
    }
    menu.getItems()
        .addAll(
            new SeparatorMenuItem(),
            item("Next mode", "M", viewer::cycleMode),
            item("Less of moving", "Open Bracket", () -> viewer.blendBy(-0.05)),
            item("More of moving", "Close Bracket", () -> viewer.blendBy(0.05)));
    return menu;
  }

  private static String key(FusionMode mode) {
    return switch (mode) {
      case BLEND -> "B";
      case CHECKERBOARD -> "C";
      case SWIPE -> "S";
      case SPYGLASS -> "L";
      case FLICKER -> "K";
      case CONTRAST, SAFE_CONTRAST, EDGES, DIFFERENCE, FIXED_ONLY, MOVING_ONLY -> "";
    };
  }

  private Menu deformation() {
    Menu menu = new Menu("Deformation");
    for (Deformation.Kind kind : Deformation.Kind.values()) {
      MenuItem item = new MenuItem(kind.toString());
      item.setOnAction(e -> viewer.setDeformation(kind));
      menu.getItems().add(item);
    }
    menu.getItems().addAll(new SeparatorMenuItem(), item("Next", "D", viewer::cycleDeformation));
    return menu;
  }

  static MenuItem item(String text, String keys, Runnable action) {
    MenuItem item = new MenuItem(text);
    item.setAccelerator(KeyCombination.keyCombination(keys));
    item.setOnAction(e -> action.run());
    return item;
  }
}
