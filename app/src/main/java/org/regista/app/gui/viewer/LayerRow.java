package org.regista.app.gui.viewer;

import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
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
  private final MenuButton windows = new MenuButton("Window");
  private final ImageView scale = new ImageView();
  private final Label lower = new Label();
  private final Label upper = new Label();
  private final Label window = new Label();

  private @Nullable Volume offered;

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
    windows.setMinWidth(Region.USE_PREF_SIZE);
    windows.setTooltip(
        new Tooltip("Windows for this kind of image: keys 1 to 9; W and drag for any other"));
    HBox.setHgrow(colours, Priority.ALWAYS);
    HBox row = new HBox(8, colours, windows);
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

  /** The presets of another volume. */
  private void offerWindows(Volume volume, IntensityWindow first) {
    MenuItem auto = new MenuItem("Automatic");
    auto.setOnAction(e -> model.autoWindow(which));
    windows.getItems().setAll(auto);
    int number = 0;
    for (WindowPresets.Preset preset : WindowPresets.of(volume, first).presets()) {
      number++;
      MenuItem item = new MenuItem("%d   %s".formatted(number, preset.name()));
      item.setOnAction(e -> model.setWindow(which, preset.window()));
      windows.getItems().add(item);
    }
  }

  private void show(Shown s) {
    Volume volume = s.volume(which);
    Layer layer = Shown.layer(s.state(), which);
    IntensityWindow w = layer.window();
    name.setText((which == LayerChoice.FIXED ? "Fixed   " : "Moving   ") + Readout.name(volume));
    geometry.setText(Readout.grid(volume.grid()));
    lower.setText(Readout.intensity(volume, w.lower()));
    upper.setText(Readout.intensity(volume, w.upper()));
    window.setText("L %s  W %s".formatted(Readout.number(w.level()), Readout.number(w.width())));
    if (offered != volume) {
      offered = volume;
      offerWindows(volume, Shown.layer(s.loaded().firstLook(), which).window());
    }
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
