package org.regista.app.gui.shell;

import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuBar;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.regista.app.gui.viewer.ViewerView;

/**
 * The window's content: tools above, pictures in the middle, what to do with them on the right,
 * words below.
 */
final class ShellView extends BorderPane {

  private final ShellViewModel model;
  private final StackPane centre;
  private final BooleanProperty covered = new SimpleBooleanProperty(false);

  /**
   * @param right in the order of the work
   * @param desk what runs, what there is to say, and further menus
   * @param studies what there is
   */
  ShellView(
      ShellViewModel model,
      ViewerView viewer,
      List<SidePanel> right,
      Desk desk,
      StudiesDesk studies) {
    this.model = model;
    OpenDialogs dialogs = new OpenDialogs(model, studies, this);
    SideRegion side = new SideRegion("right", right);
    getStyleClass().add("shell");
    MenuBar menus = new ShellMenus(model, dialogs, side).bar(desk.menus());
    menus.getMenus().getFirst().getItems().addAll(studies.menuItems(dialogs));
    menus.getMenus().getFirst().getItems().addAll(desk.opening());
    menus.getMenus().getFirst().getItems().add(desk.openInImageJ());
    setTop(new ToolStrip(model, menus));
    CommandPalette palette = new CommandPalette(menus);
    menus
        .getMenus()
        .getLast()
        .getItems()
        .add(ShellMenus.item("Find an action…", "Shortcut+K", palette::open));
    centre = new StackPane(viewer, new WelcomeView(model, dialogs), palette);
    setCenter(new BorderPane(centre, new VBox(messageBar(), desk.notice()), null, null, null));
    setLeft(studies.region());
    setRight(side);
    showOnlyWith(
        side,
        side.expanded()
            .flatMap(wanted -> model.viewer().shown().map(s -> wanted && s.isPresent()))
            .flatMap(wanted -> covered.map(over -> wanted && !over)));
    setBottom(new StatusBar(model, List.of(desk.running())));
    dialogs.acceptDrops();
  }

  /** Puts something over the pair, whose panels go with it while {@code now} says so. */
  void cover(Node over, ObservableValue<Boolean> now) {
    centre.getChildren().add(centre.getChildren().size() - 1, over); // below the palette
    covered.bind(now);
  }

  private HBox messageBar() {
    Label text = new Label();
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    text.textProperty().bind(model.message());
    Button dismiss = new Button("Dismiss");
    dismiss.setMinWidth(Region.USE_PREF_SIZE);
    dismiss.setOnAction(e -> model.dismissMessage());
    HBox.setHgrow(text, Priority.ALWAYS);
    text.setMaxWidth(Double.MAX_VALUE);
    HBox bar = new HBox(16, text, dismiss);
    bar.getStyleClass().add("message");
    showOnlyWith(bar, model.message().map(m -> !m.isEmpty()));
    return bar;
  }

  private static void showOnlyWith(Region region, ObservableValue<Boolean> condition) {
    region.visibleProperty().bind(condition);
    region.managedProperty().bind(condition);
  }
}
