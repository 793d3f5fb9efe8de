package org.regista.app.gui.quality;

import java.io.File;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.regista.app.gui.quality.QualityViewModel.Judged;
import org.regista.app.gui.registration.Parts;
import org.regista.app.work.Work;
import org.regista.quality.tg132.Check;
import org.regista.quality.tg132.Tolerances;

/** The side panel that judges: figures against tolerances, looking, and signing. */
public final class QualityPanel extends VBox {

  private final QualityViewModel model;
  private final VBox verdict = new VBox(4);
  private final VBox checks = new VBox(8);
  private final JacobianBars jacobian = new JacobianBars();

  public QualityPanel(QualityViewModel model, ReviewViewModel review) {
    this.model = model;
    getStyleClass().add("side");
    Label none =
        Parts.wrapped(
            "No registration is shown. Register, or choose an attempt, and judge it here.",
            "muted");
    VBox all =
        new VBox(
            8,
            Parts.heading("VERDICT OF THE PROGRAM"),
            verdict,
            Parts.heading("TOLERANCES"),
            tolerances(),
            checks,
            jacobian,
            Parts.heading("STRUCTURES ON BOTH SIDES"),
            labels("Fixed", true),
            labels("Moving", false),
            new ReviewPane(review),
            new SignPane(model));
    Parts.showWith(all, model.work().work().map(w -> w.filter(n -> n.shown() > 0).isPresent()));
    Parts.showWith(none, all.visibleProperty().not());
    getChildren().addAll(none, Parts.wrapped(model.message(), "trouble"), all);
    model.judged().subscribe(this::show);
  }

  private void show(Optional<Judged> judged) {
    verdict.getChildren().clear();
    checks.getChildren().clear();
    jacobian.show(judged.flatMap(Judged::jacobian));
    if (judged.isEmpty()) {
      verdict.getChildren().add(Parts.wrapped("Measuring …", "muted"));
      return;
    }
    Judged j = judged.get();
    Label word = Parts.wrapped(j.verdict().name(), "verdict");
    word.getStyleClass().add("verdict-" + j.verdict().name().toLowerCase(Locale.ROOT));
    verdict.getChildren().add(word);
    j.reasons().forEach(reason -> verdict.getChildren().add(Parts.wrapped(reason, "muted")));
    j.checks().forEach(check -> checks.getChildren().add(row(check)));
  }

  private static VBox row(Check check) {
    Label status = new Label(check.status().words());
    status.setMinWidth(USE_PREF_SIZE);
    status.getStyleClass().add("check-" + check.status().name().toLowerCase(Locale.ROOT));
    Label what = Parts.wrapped(check.what(), "label");
    VBox row = new VBox(Parts.row(status, what));
    if (!check.measured().isEmpty()) {
      row.getChildren().add(Parts.wrapped(check.measured(), "label"));
    }
    if (!check.tolerance().isEmpty()) {
      row.getChildren().add(Parts.wrapped("asked: " + check.tolerance(), "muted"));
    }
    return row;
  }

  private VBox tolerances() {
    ComboBox<String> choice = new ComboBox<>();
    choice.getItems().setAll(Tolerances.all().stream().map(Tolerances::name).toList());
    choice.setMaxWidth(Double.MAX_VALUE);
    choice.setTooltip(new Tooltip("What the figures are held against"));
    ComboBox<Double> mm = number("mm, 0: one voxel", 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 5.0);
    ComboBox<Double> dice = number("Dice", 0.7, 0.75, 0.8, 0.85, 0.9);
    Label source = Parts.wrapped("", "muted");
    choice.setOnAction(
        e ->
            Tolerances.all().stream()
                .filter(t -> t.name().equals(choice.getValue()))
                .forEach(t -> model.change("choose tolerances", j -> j.withTolerances(t))));
    mm.setOnAction(e -> own(mm, dice));
    dice.setOnAction(e -> own(mm, dice));
    model
        .work()
        .work()
        .subscribe(
            w ->
                w.map(n -> n.judging().tolerances())
                    .ifPresent(
                        t -> {
                          source.setText(t.source());
                          choice.setValue(t.name());
                          mm.setValue(t.distanceMm());
                          dice.setValue(t.leastDice());
                        }));
    return new VBox(
        6,
        choice,
        Parts.row(mm, new Label("mm (0: voxel)")),
        Parts.row(dice, new Label("Dice")),
        source);
  }

  private static ComboBox<Double> number(String hint, Double... values) {
    ComboBox<Double> box = new ComboBox<>();
    box.getItems().setAll(values);
    box.setTooltip(new Tooltip(hint));
    box.setPrefWidth(100);
    return box;
  }

  private void own(ComboBox<Double> mm, ComboBox<Double> dice) {
    if (mm.getValue() == null || dice.getValue() == null) {
      return;
    }
    model.change(
        "set tolerances",
        j ->
            j.tolerances().distanceMm() == mm.getValue()
                    && j.tolerances().leastDice() == dice.getValue()
                ? j
                : j.withTolerances(Tolerances.own(mm.getValue(), dice.getValue())));
  }

  private VBox labels(String side, boolean ofFixed) {
    TextField file = new TextField();
    file.setPromptText(side + ": a file of labels");
    file.setId(ofFixed ? "fixed-labels" : "moving-labels");
    file.setTooltip(
        new Tooltip(
            "An image of whole numbers, one for each structure; the same numbers on both sides: Enter"));
    file.setOnAction(e -> setLabels(ofFixed, file.getText().strip()));
    HBox.setHgrow(file, Priority.ALWAYS);
    model.work().work().subscribe(w -> file.setText(w.map(n -> path(n, ofFixed)).orElse("")));
    Button choose =
        Parts.button(
            "…",
            "Choose the file of structures on the %s image"
                .formatted(side.toLowerCase(Locale.ROOT)),
            () -> choose(side).ifPresent(f -> setLabels(ofFixed, f)));
    return new VBox(4, new Label(side), Parts.row(file, choose));
  }

  private static String path(Work w, boolean ofFixed) {
    return ofFixed ? w.judging().fixedLabels() : w.judging().movingLabels();
  }

  private void setLabels(boolean ofFixed, String file) {
    model.change(
        "choose structures",
        j -> ofFixed ? j.withLabels(file, j.movingLabels()) : j.withLabels(j.fixedLabels(), file));
  }

  private Optional<String> choose(String side) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Structures on the %s image".formatted(side.toLowerCase(Locale.ROOT)));
    return Optional.ofNullable(chooser.showOpenDialog(getScene().getWindow()))
        .map(File::getAbsolutePath);
  }
}
