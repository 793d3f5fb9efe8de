package org.regista.app.gui.registration;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Small things that the panels are made of. */
public final class Parts {

  private Parts() {}

  /** A heading of the side panels. */
  public static Label heading(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("heading");
    VBox.setMargin(label, new Insets(12, 0, 0, 0));
    return label;
  }

  /** Text that takes as many lines as it needs. */
  public static Label wrapped(String text, String styleClass) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label.getStyleClass().add(styleClass);
    return label;
  }

  public static Label wrapped(ObservableValue<String> text, String styleClass) {
    Label label = wrapped("", styleClass);
    label.textProperty().bind(text);
    showWith(label, text.map(t -> !t.isEmpty()));
    return label;
  }

  /** A button whose tooltip says what it does, and by which key. */
  public static Button button(String text, String hint, Runnable action) {
    Button button = new Button(text);
    button.setTooltip(new Tooltip(hint));
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(e -> action.run());
    return button;
  }

  public static HBox row(Node... nodes) {
    HBox row = new HBox(8, nodes);
    row.getStyleClass().add("row");
    return row;
  }

  /** Takes no room while it has nothing to say. */
  public static void showWith(Node node, ObservableValue<Boolean> condition) {
    node.visibleProperty().bind(condition);
    node.managedProperty().bind(condition);
  }
}
