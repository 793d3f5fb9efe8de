package org.regista.app.gui.registration;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TitledPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.regista.app.work.Settings;
import org.regista.app.work.Work;

/** All that the command line offers, behind one click. */
final class ExpertPane extends TitledPane {

  private static final String AS_PRESET = "as the preset says";
  private static final int MOST_THREADS = 1024;

  private final RegistrationViewModel model;
  private final ComboBox<String> preset = choice("What to do");
  private final List<CheckBox> stages = new ArrayList<>();
  private final ComboBox<String> metric = choice("How images are compared");
  private final ComboBox<String> engine = choice("What registers");
  private final ComboBox<String> backend = choice("What computes");
  private final Spinner<Integer> threads = new Spinner<>(0, MOST_THREADS, 0);
  private final Label movingMask = Parts.wrapped("", "muted");
  private boolean showing;

  ExpertPane(RegistrationViewModel model) {
    this.model = model;
    setText("Expert options");
    setExpanded(false);
    setId("expert");
    preset.getItems().setAll(model.presets());
    metric.getItems().add(AS_PRESET);
    metric.getItems().addAll(model.metrics());
    engine.getItems().setAll(model.engines());
    backend.getItems().setAll(model.backends());
    threads.setTooltip(new Tooltip("0: all processors. The result does not depend on it"));
    threads.setPrefWidth(90);
    FlowPane stageBoxes = new FlowPane(12, 4);
    for (String label : model.stages()) {
      CheckBox box = new CheckBox(label);
      box.setOnAction(e -> stagesChosen());
      stages.add(box);
      stageBoxes.getChildren().add(box);
    }
    setContent(
        new VBox(
            6,
            named("Preset", preset),
            new Label("Stages, none: as the preset says"),
            stageBoxes,
            named("Compare by", metric),
            named("Engine", engine),
            named("Device", backend),
            named("Threads", threads),
            mask()));
    wire();
    model.work().work().subscribe(this::show);
  }

  private static ComboBox<String> choice(String hint) {
    ComboBox<String> box = new ComboBox<>();
    box.setTooltip(new Tooltip(hint));
    box.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(box, Priority.ALWAYS);
    return box;
  }

  private static HBox named(String name, Node control) {
    Label label = new Label(name);
    label.setMinWidth(84);
    return Parts.row(label, control);
  }

  private void wire() {
    preset.setOnAction(e -> change("choose a preset", s -> s.withPreset(preset.getValue())));
    metric.setOnAction(
        e ->
            change(
                "choose a metric",
                s -> s.withMetric(metric.getValue().equals(AS_PRESET) ? "" : metric.getValue())));
    engine.setOnAction(e -> machine());
    backend.setOnAction(e -> machine());
    threads.valueProperty().subscribe((before, now) -> machine());
  }

  private void machine() {
    change(
        "choose a machine",
        s -> s.withMachine(engine.getValue(), nameIn(backend.getValue()), threads.getValue()));
  }

  /** A device's name, without what it is. */
  private static String nameIn(String device) {
    return device.split(" ", 2)[0];
  }

  /** As the list shows it; a device that is not there keeps its name. */
  private String described(String name) {
    return model.backends().stream()
        .filter(device -> nameIn(device).equals(name))
        .findFirst()
        .orElse(name);
  }

  private void stagesChosen() {
    List<String> chosen =
        stages.stream().filter(CheckBox::isSelected).map(CheckBox::getText).toList();
    change("choose stages", s -> s.withStages(chosen));
  }

  private VBox mask() {
    String title = "Mask on the moving image";
    Button browse =
        Parts.button(
            "Choose…",
            "Only where this image is not 0 counts on the moving side",
            () -> chooseMask(title).ifPresent(this::setMask));
    Button clear = Parts.button("None", "The whole moving image counts", () -> setMask(""));
    return new VBox(4, new Label(title), movingMask, Parts.row(browse, clear));
  }

  private void setMask(String file) {
    change("choose a mask", s -> s.withMasks(s.fixedMask(), file));
  }

  private Optional<String> chooseMask(String title) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    return Optional.ofNullable(chooser.showOpenDialog(getScene().getWindow()))
        .map(File::getAbsolutePath);
  }

  private void change(String name, UnaryOperator<Settings> how) {
    if (!showing) {
      model.changeSettings(name, how);
    }
  }

  private void show(Optional<Work> now) {
    showing = true;
    now.map(Work::settings)
        .ifPresent(
            s -> {
              preset.setValue(s.preset());
              stages.forEach(box -> box.setSelected(s.stages().contains(box.getText())));
              metric.setValue(s.metric().isEmpty() ? AS_PRESET : s.metric());
              engine.setValue(s.engine());
              backend.setValue(described(s.backend()));
              threads.getValueFactory().setValue(s.threads());
              movingMask.setText(s.movingMask().isEmpty() ? "none" : s.movingMask());
            });
    showing = false;
  }
}
