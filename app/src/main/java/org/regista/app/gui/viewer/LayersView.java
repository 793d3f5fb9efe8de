package org.regista.app.gui.viewer;

import javafx.geometry.Insets;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.regista.app.gui.viewer.ViewerViewModel.LayerChoice;
import org.regista.viewers.state.FusionMode;
import org.regista.viewers.state.ViewState;

/** The side panel: both layers, how they are fused, and the deformation. */
public final class LayersView extends VBox {

  private final ViewerViewModel model;
  private final Label direction = wrapped("muted");
  private final ComboBox<FusionMode> mode = new ComboBox<>();
  private final Slider blend = new Slider(0, 1, 0.5);
  private final Label blendText = new Label();
  private final CheckBox grid = new CheckBox("Deformation grid");
  private final Label gridHint = wrapped("muted");

  public LayersView(ViewerViewModel model) {
    this.model = model;
    getStyleClass().add("side");
    ToggleGroup active = new ToggleGroup();
    getChildren()
        .addAll(
            heading("LAYERS"),
            new LayerRow(model, LayerChoice.FIXED, active),
            new LayerRow(model, LayerChoice.MOVING, active),
            direction,
            heading("FUSION"),
            mode,
            blendRow(),
            heading("DEFORMATION"),
            grid,
            gridHint);
    wire();
    model
        .shown()
        .subscribe(
            shown -> {
              setVisible(shown.isPresent());
              shown.ifPresent(this::show);
            });
  }

  static Label heading(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("heading");
    VBox.setMargin(label, new Insets(12, 0, 0, 0));
    return label;
  }

  static Label wrapped(String styleClass) {
    Label label = new Label();
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label.getStyleClass().add(styleClass);
    return label;
  }

  private HBox blendRow() {
    Label fixedEnd = new Label("fixed");
    Label movingEnd = new Label("moving");
    fixedEnd.setMinWidth(Region.USE_PREF_SIZE);
    movingEnd.setMinWidth(Region.USE_PREF_SIZE);
    blendText.setMinWidth(40);
    HBox.setHgrow(blend, Priority.ALWAYS);
    HBox row = new HBox(8, fixedEnd, blend, movingEnd, blendText);
    row.getStyleClass().add("row");
    return row;
  }

  private void wire() {
    mode.getItems().setAll(FusionMode.values());
    mode.setMaxWidth(Double.MAX_VALUE);
    mode.setTooltip(
        new Tooltip(
            "Mode of fusion: B blend, C checkerboard, M the next one; hold Q or E for one alone"));
    mode.setOnAction(e -> model.setMode(mode.getValue()));
    blend.setTooltip(new Tooltip("Share of the moving image: [ and ], or Shift and wheel"));
    blend.valueProperty().subscribe(v -> model.setBlend(v.doubleValue()));
    grid.setTooltip(
        new Tooltip("Straight lines of the fixed image as the registration bends them: D"));
    grid.setOnAction(e -> model.cycleDeformation());
  }

  private void show(Shown s) {
    ViewState state = s.state();
    String fixed = Readout.name(s.loaded().scene().fixed());
    String moving = Readout.name(s.loaded().scene().moving());
    direction.setText("The transform takes a point of %s to %s.".formatted(fixed, moving));
    mode.setValue(state.fusion().mode());
    blend.setValue(state.fusion().blend());
    blend.setDisable(state.fusion().mode() != FusionMode.BLEND);
    blendText.setText("%.0f %%".formatted(100 * state.fusion().blend()));
    grid.setSelected(state.deformation() == ViewState.Deformation.GRID);
    gridHint.setText(
        s.loaded().isDeformable()
            ? "Lines of the fixed image, drawn where the field takes them."
            : "Nothing bends here: the alignment is linear, so the grid stays straight.");
  }
}
