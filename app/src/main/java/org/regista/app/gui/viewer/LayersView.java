package org.regista.app.gui.viewer;

import javafx.geometry.Insets;
import javafx.scene.Node;
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
import org.regista.viewers.state.Camera;
import org.regista.viewers.state.Fusion;
import org.regista.viewers.state.FusionMode;
import org.regista.viewers.state.ViewState.Deformation;

/** The side panel: both layers, how they are fused, the deformation, and the slab. */
public final class LayersView extends VBox {

  private static final double LEAST_TILE_MM = 2;
  private static final double MOST_TILE_MM = 200;
  private static final double MOST_SLAB_MM = 60;

  private final ViewerViewModel model;
  private final ComboBox<FusionMode> mode = new ComboBox<>();
  private final Slider blend = new Slider(0, 1, 0.5);
  private final Label blendText = new Label();
  private final Slider tile = new Slider(LEAST_TILE_MM, MOST_TILE_MM, LEAST_TILE_MM);
  private final Label tileText = new Label();
  private final HBox blendRow = sliderRow("moving", blend, blendText);
  private final HBox tileRow = sliderRow("size", tile, tileText);
  private final ComboBox<Deformation.Kind> deformation = new ComboBox<>();
  private final Label deformationHint = wrapped("muted");
  private final Label transform = wrapped("muted");
  private final ComboBox<Camera.Slab.Summary> summary = new ComboBox<>();
  private final Slider slab = new Slider(0, MOST_SLAB_MM, 0);
  private final Label slabText = new Label();

  public LayersView(ViewerViewModel model) {
    this.model = model;
    getStyleClass().add("side");
    ToggleGroup active = new ToggleGroup();
    getChildren()
        .addAll(
            new LayerRow(model, LayerChoice.FIXED, active),
            new LayerRow(model, LayerChoice.MOVING, active),
            heading("Fusion"),
            mode,
            blendRow,
            tileRow,
            heading("Transform"),
            transform,
            deformation,
            deformationHint,
            heading("Slab"),
            summary,
            sliderRow("mm", slab, slabText));
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
    VBox.setMargin(label, new Insets(8, 0, 0, 0));
    return label;
  }

  static Label wrapped(String styleClass) {
    Label label = new Label();
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label.getStyleClass().add(styleClass);
    return label;
  }

  private static HBox sliderRow(String name, Slider slider, Label value) {
    Label label = new Label(name);
    label.setMinWidth(48);
    value.setMinWidth(56);
    HBox.setHgrow(slider, Priority.ALWAYS);
    HBox row = new HBox(8, label, slider, value);
    row.getStyleClass().add("row");
    return row;
  }

  private void wire() {
    fill(mode, FusionMode.values());
    mode.setTooltip(
        new Tooltip(
            "B blend, C checkerboard, S swipe, L spyglass, K flicker, M the next one; hold Q or E for one"
                + " image alone"));
    mode.setOnAction(e -> model.setMode(mode.getValue()));
    blend.setTooltip(new Tooltip("Share of the moving image: [ and ], or Shift and wheel"));
    blend.valueProperty().subscribe(v -> model.setBlend(v.doubleValue()));
    tile.setTooltip(new Tooltip("Edge of a tile, or two thirds of the radius of the spyglass"));
    tile.valueProperty().subscribe(v -> model.setTileMm(v.doubleValue()));
    fill(deformation, Deformation.Kind.values());
    deformation.setTooltip(new Tooltip("How the registration bends space: D"));
    deformation.setOnAction(e -> model.setDeformation(deformation.getValue()));
    fill(summary, Camera.Slab.Summary.values());
    summary.setTooltip(new Tooltip("What a thick slice shows of the values across it"));
    summary.setOnAction(e -> setSlab());
    slab.setTooltip(new Tooltip("Thickness of the slices; 0 for thin ones"));
    slab.valueProperty().subscribe(v -> setSlab());
  }

  private static <T> void fill(ComboBox<T> box, T[] values) {
    box.getItems().setAll(values);
    box.setMaxWidth(Double.MAX_VALUE);
  }

  private void setSlab() {
    if (summary.getValue() != null) {
      model.setSlab(new Camera.Slab(summary.getValue(), Math.round(slab.getValue())));
    }
  }

  private void show(Shown s) {
    Fusion fusion = s.state().fusion();
    mode.setValue(fusion.mode());
    blend.setValue(fusion.blend());
    showOnly(blendRow, fusion.mode() == FusionMode.BLEND);
    blendText.setText("%.0f %%".formatted(100 * fusion.blend()));
    tile.setValue(fusion.tileMm());
    boolean tiled =
        fusion.mode() == FusionMode.CHECKERBOARD || fusion.mode() == FusionMode.SPYGLASS;
    showOnly(tileRow, tiled);
    tileText.setText("%.0f mm".formatted(fusion.tileMm()));
    transform.setText(TransformSentence.of(s.loaded(), s.state().camera().crosshair()));
    deformation.setValue(s.state().deformation().kind());
    deformationHint.setText(DeformationHint.of(s));
    Camera.Slab now = s.state().camera().slab();
    summary.setValue(now.summary());
    slab.setValue(now.thicknessMm());
    slabText.setText(now.isThin() ? "thin" : "%.0f mm".formatted(now.thicknessMm()));
  }

  private static void showOnly(Node node, boolean wanted) {
    node.setVisible(wanted);
    node.setManaged(wanted);
  }
}
