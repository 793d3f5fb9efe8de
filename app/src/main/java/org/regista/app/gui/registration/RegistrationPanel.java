package org.regista.app.gui.registration;

import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.regista.app.gui.viewer.Shown;
import org.regista.app.work.Work;

/** The side panel that registers: what, how, the run itself, and what came of it. */
public final class RegistrationPanel extends VBox {

  private final RegistrationViewModel model;

  /** What is done before and after a run. */
  public record Around(
      FormViewModel form,
      FocusViewModel focus,
      PlacementViewModel placement,
      AttemptsViewModel attempts,
      OverlapViewModel overlap) {}

  /**
   * @param swap opens the pair the other way round
   */
  public RegistrationPanel(RegistrationViewModel model, Around around, Runnable swap) {
    this.model = model;
    getStyleClass().add("side");
    getChildren()
        .addAll(
            pair(around.overlap(), swap),
            new FormPane(around.form()),
            tasks(),
            new FocusPane(around.focus()),
            new PlacementPane(around.placement(), model),
            new ExpertPane(model),
            run(),
            new AttemptsPane(around.attempts()));
  }

  private VBox pair(OverlapViewModel overlap, Runnable swap) {
    Label fixed = Parts.wrapped("", "pair");
    Label moving = Parts.wrapped("", "pair");
    model
        .work()
        .work()
        .subscribe(
            w -> {
              Optional<Shown> shown = model.shown();
              fixed.setText(
                  "Fixed, stays: "
                      + shown.map(s -> s.loaded().scene().fixed().space().label()).orElse(""));
              moving.setText(
                  "Moving, is brought to it: "
                      + shown.map(s -> s.loaded().scene().moving().space().label()).orElse(""));
            });
    Button exchange =
        Parts.button(
            "Exchange", "Make the moving image the fixed one, and the other way round", swap);
    exchange.disableProperty().bind(model.running());
    return new VBox(
        6,
        Parts.heading("IMAGES"),
        fixed,
        moving,
        Parts.wrapped(overlap.text(), "muted"),
        exchange);
  }

  private VBox tasks() {
    VBox box = new VBox(6, Parts.heading("TASK"));
    ToggleGroup group = new ToggleGroup();
    for (ClinicalTask task : ClinicalTask.values()) {
      RadioButton choice = new RadioButton(task.title());
      choice.setToggleGroup(group);
      choice.setWrapText(true);
      choice.setTooltip(new Tooltip(task.hint()));
      choice.setOnAction(
          e -> model.changeSettings("choose a task", s -> s.withPreset(task.preset())));
      Label hint = Parts.wrapped(task.hint(), "muted");
      Parts.showWith(hint, choice.selectedProperty());
      box.getChildren().addAll(choice, hint);
      model
          .work()
          .work()
          .subscribe(
              w ->
                  choice.setSelected(
                      w.filter(now -> now.settings().preset().equals(task.preset())).isPresent()));
    }
    Label other = Parts.wrapped("", "muted");
    model.work().work().subscribe(w -> other.setText(otherPreset(w)));
    Parts.showWith(other, other.textProperty().map(t -> !t.isEmpty()));
    box.getChildren().add(other);
    return box;
  }

  private static String otherPreset(Optional<Work> w) {
    return w.map(now -> now.settings().preset())
        .filter(preset -> !ClinicalTask.isOne(preset))
        .map(preset -> "Chosen among the expert options: preset '%s'.".formatted(preset))
        .orElse("");
  }

  private VBox run() {
    Button run = Parts.button("Register", "Start with these settings: Ctrl+R", model::run);
    run.getStyleClass().add("accent");
    run.setId("run");
    run.disableProperty().bind(model.running());
    Button early =
        Parts.button(
            "Keep best so far",
            "End soon, with what was reached; the report says so",
            model::endEarly);
    Button cancel = Parts.button("Cancel", "End without a result: Esc", model::cancel);
    ProgressBar bar = new ProgressBar();
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.progressProperty().bind(model.fraction());
    MetricPlot plot = new MetricPlot();
    model.trace().subscribe(plot::show);
    FlowPane stops = new FlowPane(8, 8, cancel, early);
    VBox progress = new VBox(6, bar, Parts.wrapped(model.doing(), "label"), stops);
    Parts.showWith(progress, model.running());
    Parts.showWith(plot, model.trace().map(t -> !t.isEmpty()));
    return new VBox(8, Parts.heading("RUN"), run, progress, plot, failure());
  }

  /** What went wrong, and on demand the worker's last words. */
  private VBox failure() {
    Label message = Parts.wrapped(model.message(), "trouble");
    TextArea details = new TextArea();
    details.setEditable(false);
    details.setPrefRowCount(8);
    details.textProperty().bind(model.details());
    details.setVisible(false);
    details.managedProperty().bind(details.visibleProperty());
    Hyperlink more = new Hyperlink("Details");
    more.setOnAction(e -> details.setVisible(!details.isVisible()));
    Parts.showWith(more, model.details().map(d -> !d.isEmpty()));
    model.details().subscribe(d -> details.setVisible(false));
    VBox box = new VBox(4, message, more, details);
    Parts.showWith(box, model.message().map(m -> !m.isEmpty()));
    return box;
  }
}
