package org.regista.app.gui.shell;

import java.util.Map;
import javafx.event.ActionEvent;
import javafx.geometry.Orientation;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.MenuBar;
import javafx.scene.control.Separator;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.shape.FillRule;
import javafx.scene.shape.SVGPath;
import org.regista.app.gui.viewer.ViewerLayout;
import org.regista.app.gui.viewer.ViewerViewModel;
import org.regista.app.gui.viewer.ViewerViewModel.Tool;

/** Menus, tools and layouts, each with a tooltip that names its key. */
final class ToolStrip extends HBox {

  /** Panes of a window of 20 by 14 units. */
  private static final Map<ViewerLayout, String> ICONS =
      Map.of(
          ViewerLayout.THREE, "M0 0h11v14h-11z M13 0h7v6h-7z M13 8h7v6h-7z",
          ViewerLayout.ONE, "M0 0h20v14h-20z",
          ViewerLayout.ONE_AND_THREE, "M0 0h12v14h-12z M14 0h6v4h-6z M14 5h6v4h-6z M14 10h6v4h-6z",
          ViewerLayout.QUAD, "M0 0h9v6h-9z M11 0h9v6h-9z M0 8h9v6h-9z M11 8h9v6h-9z",
          ViewerLayout.SIDE_BY_SIDE, "M0 0h9v14h-9z M11 0h9v14h-9z",
          ViewerLayout.BEFORE_AFTER, "M0 0h9v14h-9z M11 0h9v14h-9z M2 2v10h5v-10z",
          ViewerLayout.DEPTH,
              "M10 0l7 3v8l-7 3l-7 -3v-8z M10 1.5l-5 2l5 2l5 -2z M9.5 6.5l-5 -2v5.7l5 2z");

  private final ViewerViewModel viewer;

  ToolStrip(ShellViewModel model, MenuBar menus) {
    this.viewer = model.viewer();
    getStyleClass().add("tools");
    setMinWidth(0); // its last buttons rather than the panel below must give way to a small window
    getChildren()
        .addAll(
            menus,
            divider(),
            tool(
                "Crosshair",
                Tool.CROSSHAIR,
                "Left click or drag places the crosshair in all planes"),
            tool(
                "Window",
                Tool.WINDOW,
                "Window and level; right is wider, up is brighter, also by arrow keys: W"),
            tool(
                "Pan",
                Tool.PAN,
                "Drag or arrow keys move the picture: P, Space held, or the middle button"),
            tool(
                "Zoom",
                Tool.ZOOM,
                "Drag up or press the up arrow to enlarge: Z, right button, or Ctrl and wheel"),
            tool(
                "Tilt",
                Tool.TILT,
                "Drag or arrow keys turn a picture, and tilt the others: T; R straightens"),
            action("Fit", "The whole fixed image in view: F", viewer::fit),
            divider());
    for (ViewerLayout layout : ViewerLayout.values()) {
      getChildren().add(layout(layout));
    }
  }

  private static Separator divider() {
    return new Separator(Orientation.VERTICAL);
  }

  private ToggleButton layout(ViewerLayout layout) {
    ToggleButton button = new ToggleButton(layout.label());
    SVGPath icon = new SVGPath();
    icon.setContent(ICONS.get(layout));
    icon.setFillRule(FillRule.EVEN_ODD);
    icon.getStyleClass().add("icon");
    button.setGraphic(icon);
    button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    button.getStyleClass().add("layout");
    button.setOnAction(e -> viewer.layout().set(layout));
    viewer.layout().subscribe(now -> button.setSelected(now == layout));
    button.addEventHandler(ActionEvent.ACTION, e -> button.setSelected(true));
    String hint = "%s, %s: F%d".formatted(layout.label(), layout.hint(), layout.ordinal() + 1);
    return dressed(button, hint);
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
