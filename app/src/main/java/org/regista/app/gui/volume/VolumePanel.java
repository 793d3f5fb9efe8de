package org.regista.app.gui.volume;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.regista.app.gui.volume.DepthSettings.LayerChoice;
import org.regista.app.gui.volume.DepthSettings.Limit;
import org.regista.image.Volume;
import org.regista.viewers.slice.InitialView;
import org.regista.viewers.slice.Scene;
import org.regista.viewers.state.IntensityWindow;
import org.regista.viewers.state.Plane;
import org.regista.viewers.volume.TransferFunction.Preset;
import org.regista.viewers.volume.VolumeCamera.Side;
import org.regista.viewers.volume.VolumeLook.Mode;

/** How the pair is seen in depth; shown while the layout has a place for it. */
public final class VolumePanel extends VBox {

  private final VolumeViewModel model;
  private boolean filling;

  public VolumePanel(VolumeViewModel model) {
    this.model = model;
    getStyleClass().add("side");
    Label heading = new Label("3D");
    heading.getStyleClass().add("heading");
    ComboBox<Mode> mode = new ComboBox<>();
    mode.getItems().setAll(Mode.values());
    mode.setMaxWidth(Double.MAX_VALUE);
    mode.setTooltip(
        new Tooltip("What a ray makes of the values that it meets; brackets [ ] blend a MIP"));
    mode.setOnAction(e -> change(s -> s.withMode(mode.getValue())));
    onSettings(s -> mode.setValue(s.mode()));
    getChildren().addAll(heading, sides(), mode);
    layer("Fixed", DepthSettings::fixed, DepthSettings::withFixed, Scene::fixed);
    layer("Moving", DepthSettings::moving, DepthSettings::withMoving, Scene::moving);
    cuts();
    box();
    visibleProperty().bind(model.inLayout());
    managedProperty().bind(model.inLayout());
  }

  private void change(Function<DepthSettings, DepthSettings> how) {
    if (!filling) {
      model.change(how::apply);
    }
  }

  /** Controls that follow the settings do not count as hands. */
  private void onSettings(Consumer<DepthSettings> show) {
    model
        .settings()
        .subscribe(
            settings -> {
              filling = true;
              settings.ifPresent(show);
              filling = false;
            });
  }

  private FlowPane sides() {
    FlowPane row = new FlowPane(4, 4);
    for (Side side : Side.values()) {
      Button button = new Button(side.label());
      button.getStyleClass().add("small");
      String key = side == Side.FRONT ? ": R while the picture has the focus" : "";
      button.setTooltip(new Tooltip("Seen from the patient's " + side.label() + key));
      button.setOnAction(e -> model.seeFrom(side));
      row.getChildren().add(button);
    }
    return row;
  }

  private void layer(
      String name,
      Function<DepthSettings, LayerChoice> get,
      BiFunction<DepthSettings, LayerChoice, DepthSettings> with,
      Function<Scene, Volume> volume) {
    ComboBox<Preset> preset = new ComboBox<>();
    preset.setMaxWidth(Double.MAX_VALUE);
    preset.setTooltip(new Tooltip("Which values of the " + name + " image are seen, and how"));
    preset.setOnAction(
        e -> {
          Optional<Scene> scene = model.scene();
          if (scene.isPresent() && preset.getValue() != null) {
            double shown = get.apply(model.settings().get().orElseThrow()).opacity();
            change(
                s ->
                    with.apply(
                        s,
                        DepthSettings.choice(volume.apply(scene.get()), preset.getValue(), shown)));
          }
        });
    Slider opacity = new Slider(0, 1, 1);
    opacity.setTooltip(new Tooltip(name + " image: how opaque; 0 hides it"));
    opacity
        .valueProperty()
        .subscribe(v -> change(s -> with.apply(s, get.apply(s).withOpacity(v.doubleValue()))));
    Slider surface = new Slider(0, 1, 0.5);
    surface.setTooltip(new Tooltip(name + " image: value at which its surface is drawn"));
    surface
        .valueProperty()
        .subscribe(v -> change(s -> with.apply(s, get.apply(s).withSurface(v.doubleValue()))));
    Label value = new Label();
    Label percent = new Label();
    HBox surfaceRow = row("Surface", surface, value);
    getChildren().addAll(preset, row("Opacity", opacity, percent), surfaceRow);
    onSettings(
        s -> {
          Scene scene = model.scene().orElseThrow();
          List<Preset> suitable = DepthSettings.presets(volume.apply(scene));
          if (!preset.getItems().equals(suitable)) {
            preset.getItems().setAll(suitable);
          }
          LayerChoice now = get.apply(s);
          preset.setValue(now.preset());
          opacity.setValue(now.opacity());
          percent.setText("%.0f %%".formatted(100 * now.opacity()));
          range(surface, volume.apply(scene));
          surface.setValue(now.surface());
          value.setText(
              "%.4g %s".formatted(now.surface(), volume.apply(scene).unit().symbol()).strip());
          surfaceRow.setVisible(s.mode() == Mode.SURFACE);
          surfaceRow.setManaged(s.mode() == Mode.SURFACE);
        });
  }

  private static void range(Slider surface, Volume volume) {
    IntensityWindow window = InitialView.window(volume);
    boolean ct = window.equals(InitialView.SOFT_TISSUE);
    surface.setMin(ct ? -900 : window.lower() + 0.02 * window.width());
    surface.setMax(ct ? 1500 : window.upper());
  }

  private static HBox row(String name, Slider slider, Label value) {
    Label label = new Label(name);
    label.setMinWidth(56);
    value.setMinWidth(64);
    HBox.setHgrow(slider, Priority.ALWAYS);
    HBox row = new HBox(8, label, slider, value);
    row.getStyleClass().add("row");
    return row;
  }

  private void cuts() {
    FlowPane row = new FlowPane(8, 4);
    row.getChildren().add(new Label("Cut at the crosshair"));
    for (Plane plane : Plane.values()) {
      String name = plane.name().toLowerCase(Locale.ROOT);
      CheckBox cut = new CheckBox(name);
      cut.setTooltip(new Tooltip("Nothing is left before the " + name + " plane"));
      cut.setOnAction(e -> change(s -> s.withCut(plane, cut.isSelected())));
      onSettings(s -> cut.setSelected(s.cuts().contains(plane)));
      row.getChildren().add(cut);
    }
    getChildren().add(row);
  }

  private void box() {
    GridPane grid = new GridPane(8, 2);
    for (Limit limit : Limit.values()) {
      Slider share = new Slider(0, 0.98, 0);
      share.setTooltip(new Tooltip("How much is cut away from the patient's " + limit.words()));
      share.valueProperty().subscribe(v -> change(s -> s.withLimit(limit, v.doubleValue())));
      onSettings(s -> share.setValue(s.box().get(limit.ordinal())));
      Label name = new Label(limit.label());
      name.setMinWidth(44);
      int column = limit.ordinal() % 2;
      grid.add(new HBox(4, name, share), column, limit.ordinal() / 2);
    }
    getChildren().addAll(new Label("Cut away from"), grid);
  }
}
