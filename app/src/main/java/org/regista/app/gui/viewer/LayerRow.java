package org.regista.app.gui.viewer;

import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.regista.app.gui.viewer.ViewerViewModel.LayerChoice;
import org.regista.image.Volume;
import org.regista.viewers.state.ColourMap;
import org.regista.viewers.state.IntensityWindow;
import org.regista.viewers.state.Layer;

/** One volume in the side panel: which it is, its colours with their scale, and its window. */
final class LayerRow extends VBox {

  private static final int SCALE_STEPS = 256;
  private static final int SCALE_HEIGHT = 10;

  private final ViewerViewModel model;
  private final LayerChoice which;
  private final RadioButton name = new RadioButton();
  private final Label geometry = LayersView.wrapped("muted");
  private final ComboBox<ColourMap> colours = new ComboBox<>();
  private final ImageView scale = new ImageView();
  private final Label lower = new Label();
  private final Label upper = new Label();
  private final Label window = new Label();

  LayerRow(ViewerViewModel model, LayerChoice which, ToggleGroup active) {
    this.model = model;
    this.which = which;
    getStyleClass().add("layer");
    name.setToggleGroup(active);
    name.setSelected(model.activeLayer().get() == which);
    name.setMnemonicParsing(false);
    name.setWrapText(true);
    name.setMinHeight(Region.USE_PREF_SIZE);
    name.setTooltip(new Tooltip("Window and presets (W, 1 to 9) go to this layer"));
    name.setOnAction(e -> model.activeLayer().set(which));
    colours.getItems().setAll(ColourMap.values());
    colours.setMaxWidth(Double.MAX_VALUE);
    colours.setTooltip(new Tooltip("Colour map"));
    colours.setOnAction(e -> model.setColours(which, colours.getValue()));
    scale.setFitHeight(SCALE_HEIGHT);
    scale.fitWidthProperty().bind(widthProperty().subtract(2));
    getChildren().addAll(name, geometry, coloursRow(), scale, scaleRow());
    model.activeLayer().subscribe(layer -> name.setSelected(layer == which));
    model.shown().subscribe(shown -> shown.ifPresent(this::show));
  }

  private HBox coloursRow() {
    Button auto = new Button("Auto");
    auto.setMinWidth(Region.USE_PREF_SIZE);
    auto.setTooltip(new Tooltip("The first window again; also double-click while W is on"));
    auto.setOnAction(e -> model.autoWindow(which));
    HBox.setHgrow(colours, Priority.ALWAYS);
    HBox row = new HBox(8, colours, auto);
    row.getStyleClass().add("row");
    return row;
  }

  private HBox scaleRow() {
    Region left = new Region();
    Region right = new Region();
    HBox.setHgrow(left, Priority.ALWAYS);
    HBox.setHgrow(right, Priority.ALWAYS);
    for (Label label : new Label[] {lower, window, upper}) {
      label.setMinWidth(Region.USE_PREF_SIZE);
    }
    window.getStyleClass().add("muted");
    return new HBox(lower, left, window, right, upper);
  }

  private void show(Shown s) {
    Volume volume = ViewerViewModel.volume(s, which);
    Layer layer = ViewerViewModel.layer(s.state(), which);
    IntensityWindow w = layer.window();
    name.setText((which == LayerChoice.FIXED ? "FIXED  " : "MOVING  ") + Readout.name(volume));
    geometry.setText(Readout.grid(volume.grid()));
    lower.setText(Readout.intensity(volume, w.lower()));
    upper.setText(Readout.intensity(volume, w.upper()));
    window.setText("L %s  W %s".formatted(Readout.number(w.level()), Readout.number(w.width())));
    if (colours.getValue() != layer.colours()) {
      colours.setValue(layer.colours());
      scale.setImage(strip(layer.colours()));
    }
  }

  private static WritableImage strip(ColourMap map) {
    WritableImage image = new WritableImage(SCALE_STEPS, SCALE_HEIGHT);
    for (int n = 0; n < SCALE_STEPS * SCALE_HEIGHT; n++) {
      int column = n % SCALE_STEPS;
      image
          .getPixelWriter()
          .setArgb(column, n / SCALE_STEPS, map.argb(column / (SCALE_STEPS - 1.0)));
    }
    return image;
  }
}
