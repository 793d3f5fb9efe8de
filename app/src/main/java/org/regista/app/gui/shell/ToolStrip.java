package org.regista.app.gui.shell;

import java.util.Optional;
import javafx.event.ActionEvent;
import javafx.geometry.Orientation;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Separator;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.app.gui.viewer.ViewerViewModel.Tool;
import org.regista.viewers.state.Plane;

/** Menus and tools, each with a tooltip that names its key. */
final class ToolStrip extends HBox {

  private final ViewerViewModel viewer;

  ToolStrip(ShellViewModel model, OpenDialogs dialogs, SideRegion side) {
    this.viewer = model.viewer();
    getStyleClass().add("tools");
    getChildren()
        .addAll(
            menus(dialogs, side),
            new Separator(Orientation.VERTICAL),
            tool(
                "Crosshair",
                Tool.CROSSHAIR,
                "Left click or drag places the crosshair in all planes"),
            tool("Window/level", Tool.WINDOW, "Drag: right is wider, up is a higher level: W"),
            tool("Pan", Tool.PAN, "Drag moves the picture: Space, or the middle button"),
            tool("Zoom", Tool.ZOOM, "Drag up to enlarge: right button, or Ctrl and wheel"),
            new Separator(Orientation.VERTICAL),
            action("Fit", "The whole fixed image in view: F", viewer::fit),
            action(
                "Three planes",
                "All planes: F1, or double-click",
                () -> viewer.maximised().set(Optional.empty())));
  }

  private MenuBar menus(OpenDialogs dialogs, SideRegion side) {
    Menu file = new Menu("File");
    file.getItems()
        .addAll(
            item("Open result folder…", "Shortcut+O", dialogs::openResult),
            item("Open two images…", "Shortcut+Shift+O", dialogs::openPair));
    Menu view = new Menu("View");
    view.getItems()
        .addAll(
            item("Three planes", "F1", () -> viewer.maximised().set(Optional.empty())),
            item("Axial alone", "F2", () -> viewer.maximised().set(Optional.of(Plane.AXIAL))),
            item("Coronal alone", "F3", () -> viewer.maximised().set(Optional.of(Plane.CORONAL))),
            item(
                "Sagittal alone", "F4", () -> viewer.maximised().set(Optional.of(Plane.SAGITTAL))));
    for (int n = 0; n < side.panels().size(); n++) {
      int panel = n;
      view.getItems()
          .add(item(side.panels().get(n).title(), SideRegion.key(n), () -> open(side, panel)));
    }
    MenuBar bar = new MenuBar(file, view);
    bar.setMinWidth(Region.USE_PREF_SIZE);
    return bar;
  }

  private static void open(SideRegion side, int panel) {
    side.expanded().set(true);
    side.open().set(panel);
  }

  private static MenuItem item(String text, String keys, Runnable action) {
    return item(text, KeyCombination.keyCombination(keys), action);
  }

  private static MenuItem item(String text, KeyCombination keys, Runnable action) {
    MenuItem item = new MenuItem(text);
    item.setAccelerator(keys);
    item.setOnAction(e -> action.run());
    return item;
  }

  private ToggleButton tool(String text, Tool tool, String hint) {
    ToggleButton button = new ToggleButton(text);
    button.setOnAction(e -> viewer.tool().set(tool));
    // a pressed tool stays pressed, also when it is clicked again
    viewer.tool().subscribe(t -> button.setSelected(t == tool));
    button.addEventHandler(ActionEvent.ACTION, e -> button.setSelected(true));
    return dressed(button, hint);
  }

  private static Button action(String text, String hint, Runnable action) {
    Button button = new Button(text);
    button.setOnAction(e -> action.run());
    return dressed(button, hint);
  }

  private static <B extends ButtonBase> B dressed(B button, String hint) {
    button.setTooltip(new Tooltip(hint));
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setFocusTraversable(false);
    return button;
  }
}
