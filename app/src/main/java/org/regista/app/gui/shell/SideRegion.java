package org.regista.app.gui.shell;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.StackPane;

/** Panels beside the pictures, of which one is open; the names of all stand above it. */
final class SideRegion extends BorderPane {

  private final List<SidePanel> panels;
  private final IntegerProperty open = new SimpleIntegerProperty(0);
  private final BooleanProperty expanded = new SimpleBooleanProperty(true);

  /**
   * @param side "left" or "right", for the style sheet
   */
  SideRegion(String side, List<SidePanel> panels) {
    this.panels = List.copyOf(panels);
    getStyleClass().addAll("side-region", "side-" + side);
    List<Node> pages = new ArrayList<>();
    FlowPane tabs = new FlowPane(); // more names than there is room for go to a second row
    tabs.getStyleClass().add("side-tabs");
    for (int n = 0; n < panels.size(); n++) {
      tabs.getChildren().add(tab(n));
      pages.add(page(n));
    }
    setTop(tabs);
    setCenter(new StackPane(pages.toArray(Node[]::new)));
  }

  /** Which panel is open, from 0. */
  IntegerProperty open() {
    return open;
  }

  /** Whether the user wants to see the region at all. */
  BooleanProperty expanded() {
    return expanded;
  }

  /** Number of panels. */
  List<SidePanel> panels() {
    return panels;
  }

  private ToggleButton tab(int n) {
    ToggleButton button = new ToggleButton(panels.get(n).title());
    button.getStyleClass().add("side-tab");
    button.setMinWidth(USE_PREF_SIZE);
    button.setTooltip(new Tooltip(panels.get(n).hint()));
    button.setOnAction(e -> open.set(n));
    // an open panel stays open, also when its name is clicked again
    button.selectedProperty().subscribe(s -> button.setSelected(open.get() == n));
    open.subscribe(now -> button.setSelected(now.intValue() == n));
    return button;
  }

  private ScrollPane page(int n) {
    ScrollPane page = new ScrollPane(panels.get(n).content());
    page.setFitToWidth(true);
    page.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    page.getStyleClass().add("side-scroll");
    page.visibleProperty().bind(open.map(now -> now.intValue() == n));
    return page;
  }
}
