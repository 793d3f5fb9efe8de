package org.regista.app.gui.structures;

import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ColorPicker;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import org.regista.app.gui.registration.Parts;

/** One structure: whether and how it is shown, what it is, how large. */
final class StructureRow extends VBox {

  private final CheckBox visible = new CheckBox();
  private final ColorPicker colour = new ColorPicker();
  private final TextField name = new TextField();
  private final Label facts = Parts.wrapped("", "muted");
  private final Slider fill = new Slider(0, 1, 0);

  StructureRow(StructureListViewModel model, int id) {
    getStyleClass().add("layer");
    visible.setTooltip(new Tooltip("Shown or not: Space"));
    visible.setOnAction(e -> model.setVisible(id, visible.isSelected()));
    colour.setTooltip(new Tooltip("Colour of its line"));
    colour.setStyle("-fx-color-label-visible: false;");
    colour.setMinWidth(44);
    colour.setPrefWidth(44);
    colour.setOnAction(e -> model.setRgb(id, rgb(colour.getValue())));
    name.setTooltip(
        new Tooltip(
            "Its name; Enter renames. The same name on both images is compared under Judge"));
    name.setOnAction(e -> model.rename(id, name.getText()));
    HBox.setHgrow(name, Priority.ALWAYS);
    Button go =
        Parts.button("◎", "Crosshair to its centre: Enter, or click", () -> model.visit(id));
    Button remove = Parts.button("✕", "Takes it from the list: Space", () -> model.remove(id));
    go.getStyleClass().add("small");
    remove.getStyleClass().add("small");
    fill.setTooltip(new Tooltip("Opacity of its inside: arrow keys"));
    fill.valueProperty().subscribe(v -> model.setFill(id, v.doubleValue()));
    HBox.setHgrow(fill, Priority.ALWAYS);
    facts.setOnMouseClicked(e -> model.visit(id));
    getChildren()
        .addAll(
            Parts.row(visible, colour, name, go, remove),
            facts,
            Parts.row(new Label("inside"), fill));
  }

  void show(StructureEntry entry) {
    visible.setSelected(entry.visible());
    colour.setValue(Color.web("#%06x".formatted(entry.rgb())));
    if (!name.isFocused()) {
      name.setText(entry.name());
    }
    facts.setText("%s · %s\n%s".formatted(entry.volumeText(), entry.sideText(), entry.source()));
    Tooltip.install(facts, new Tooltip("Volume: " + entry.solid().volumeRule()));
    if (fill.getValue() != entry.fill()) {
      fill.setValue(entry.fill());
    }
  }

  private static int rgb(Color c) {
    return (int) Math.round(c.getRed() * 255) << 16
        | (int) Math.round(c.getGreen() * 255) << 8
        | (int) Math.round(c.getBlue() * 255);
  }
}
