package org.regista.app.gui.structures;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import org.regista.app.gui.registration.Parts;
import org.regista.app.gui.structures.DoseViewModel.Dose;
import org.regista.viewers.structure.DoseLook;

/** The dose: what 100 % is, its levels with their Gy, lines and wash. */
final class DosePane extends VBox {

  private final CheckBox visible = new CheckBox("Shown");
  private final CheckBox lined = new CheckBox("Lines");
  private final Slider wash = new Slider(0, 1, 0);
  private final Label facts = Parts.wrapped("", "muted");
  private final TextField prescription = new TextField();
  private final TextField levels = new TextField();
  private final GridPane table = new GridPane(12, 2);

  DosePane(DoseViewModel model) {
    super(8);
    visible.setTooltip(new Tooltip("The dose on the pictures: Space"));
    visible.setOnAction(e -> model.setVisible(visible.isSelected()));
    lined.setTooltip(new Tooltip("A line at each level: Space"));
    lined.setOnAction(e -> model.setLined(lined.isSelected()));
    wash.setTooltip(new Tooltip("Opacity of the dose above the lowest level: arrow keys"));
    wash.valueProperty().subscribe(v -> model.setWash(v.doubleValue()));
    HBox.setHgrow(wash, Priority.ALWAYS);
    prescription.setId("prescription");
    prescription.setPromptText("prescribed dose");
    prescription.setTooltip(new Tooltip("What 100 % is, in Gy: Enter"));
    prescription.setOnAction(e -> model.prescribe(prescription.getText()));
    HBox.setHgrow(prescription, Priority.ALWAYS);
    Button maximum =
        Parts.button("Maximum", "100 % is the largest dose: Space", model::normaliseToMaximum);
    levels.setTooltip(new Tooltip("Levels in %, with blanks between: Enter"));
    levels.setOnAction(e -> model.setLevels(levels.getText()));
    HBox.setHgrow(levels, Priority.ALWAYS);
    Button remove = Parts.button("✕", "Closes the dose: Space", model::clear);
    remove.getStyleClass().add("small");
    Label wide = new Label();
    wide.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(wide, Priority.ALWAYS);
    getChildren()
        .addAll(
            Parts.heading("DOSE"),
            Parts.row(visible, lined, wide, remove),
            facts,
            Parts.row(prescription, maximum),
            Parts.row(new Label("%"), levels),
            table,
            Parts.row(new Label("wash"), wash),
            Parts.wrapped(model.trouble(), "trouble"));
    Parts.showWith(this, model.dose().map(Optional::isPresent));
    model.dose().subscribe(d -> d.ifPresent(this::show));
  }

  private void show(Dose dose) {
    visible.setSelected(dose.visible());
    lined.setSelected(dose.look().isLined());
    wash.setValue(dose.look().wash());
    facts.setText(
        "%s · %s, maximum %s\n%s"
            .formatted(
                Objects.toString(dose.file().getFileName()),
                dose.look().side().words(),
                dose.value(dose.maximum()),
                dose.referenceText()));
    if (!levels.isFocused()) {
      levels.setText(
          dose.look().levels().stream()
              .map(l -> number(l.percent()))
              .collect(Collectors.joining(" ")));
    }
    table.getChildren().clear();
    int row = 0;
    for (DoseLook.Level level : dose.look().levels()) {
      Rectangle swatch = new Rectangle(14, 14, Color.web("#%06x".formatted(level.rgb())));
      Label percent = new Label(number(level.percent()) + " %");
      Label value = new Label(dose.value(dose.look().valueAt(level)));
      percent.setMinWidth(Region.USE_PREF_SIZE);
      table.addRow(row++, swatch, percent, value);
    }
  }

  private static String number(double percent) {
    return percent == Math.rint(percent)
        ? String.format(Locale.ROOT, "%.0f", percent)
        : Double.toString(percent);
  }
}
