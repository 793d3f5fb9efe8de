package org.regista.app.gui.longitudinal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.regista.app.gui.registration.Parts;
import org.regista.app.gui.studies.StudiesRegion;
import org.regista.app.gui.viewer.DeformationHint;
import org.regista.app.gui.viewer.ViewerKeys;
import org.regista.app.gui.viewer.ViewerLayout;
import org.regista.app.gui.viewer.ViewerView;
import org.regista.viewers.slice.SliceRenderer;
import org.regista.viewers.state.Plane;

/** One column for each time point: its header, two planes, and how volume has changed. */
public final class LongitudinalView extends BorderPane {

  private static final String EACH = "preset that suits each";

  private final LongitudinalViewModel model;
  private final RegisterAllViewModel registering;
  private final SliceRenderer renderer;
  private final Executor fx;
  private final HBox columns = new HBox(2);
  private final ComboBox<String> preset = new ComboBox<>();
  private Optional<ViewerKeys> keys = Optional.empty();

  public LongitudinalView(
      LongitudinalViewModel model,
      RegisterAllViewModel registering,
      SliceRenderer renderer,
      Executor fx) {
    this.model = model;
    this.registering = registering;
    this.renderer = renderer;
    this.fx = fx;
    getStyleClass().add("time-points");
    getStylesheets().add(StudiesRegion.styles());
    setTop(bar());
    setCenter(columns);
    model.points().subscribe(this::show);
    model.change().subscribe(c -> show(model.points().get()));
    visibleProperty().bind(model.open());
  }

  private VBox bar() {
    Label title = new Label("TIME POINTS");
    title.getStyleClass().add("heading");
    CheckBox change = new CheckBox("Change of volume");
    change.setTooltip(
        new Tooltip("Below time points with a deformable registration: red grew, blue shrank"));
    change.selectedProperty().bindBidirectional(model.change());
    preset.getItems().add(EACH);
    preset.getItems().addAll(registering.presets());
    preset.setValue(EACH);
    preset.setTooltip(new Tooltip("How the follow-ups are registered"));
    Button all =
        Parts.button(
            "Register all to baseline",
            "Registers, one after the other, every time point that has no registration yet",
            this::registerAll);
    all.disableProperty().bind(registering.running());
    Button cancel =
        Parts.button(
            "Cancel",
            "Ends the registration that runs, and the others do not begin",
            registering::cancel);
    ProgressBar progress = new ProgressBar();
    progress.progressProperty().bind(registering.fraction());
    Parts.showWith(cancel, registering.running());
    Parts.showWith(progress, registering.running());
    Button close = Parts.button("Close", "Back to the pair: F12", model::close);
    FlowPane bar = new FlowPane(8, 4, title, change, preset, all, progress, cancel, close);
    VBox top =
        new VBox(
            4,
            bar,
            Parts.wrapped(registering.said(), "small"),
            Parts.wrapped(model.said(), "small"));
    top.getStyleClass().add("time-points-bar");
    return top;
  }

  private void registerAll() {
    model
        .baseline()
        .ifPresent(
            b ->
                registering.run(
                    b,
                    model.unregistered(),
                    preset.getValue().equals(EACH) ? "" : preset.getValue()));
  }

  /** Pictures of columns that stay are made anew only if what they are made of has changed. */
  private void show(List<TimePoint> points) {
    keys = points.stream().findFirst().map(p -> new ViewerKeys(p.viewer()));
    boolean anyBends = model.change().get() && points.stream().anyMatch(TimePoint::bends);
    List<Node> made = new ArrayList<>();
    for (TimePoint point : points) {
      VBox column = column(point, anyBends);
      HBox.setHgrow(column, Priority.ALWAYS);
      made.add(column);
    }
    columns.getChildren().setAll(made);
  }

  private VBox column(TimePoint point, boolean changeRow) {
    ViewerLayout.Content content =
        point.baseline() ? ViewerLayout.Content.FIXED : ViewerLayout.Content.MOVING;
    VBox column = new VBox(2, header(point));
    column.getStyleClass().add("time-point");
    column.setMinWidth(0);
    column.setPrefWidth(100); // all columns the same, whatever their words
    if (!point.problem().isEmpty()) {
      column.getChildren().add(Parts.wrapped(point.problem(), "trouble"));
      return column;
    }
    for (Plane plane : List.of(Plane.AXIAL, Plane.CORONAL)) {
      column.getChildren().add(picture(point, new ViewerLayout.Cell(plane, content)));
    }
    if (changeRow) {
      column
          .getChildren()
          .add(
              point.bends()
                  ? picture(point, new ViewerLayout.Cell(Plane.AXIAL, ViewerLayout.Content.FIXED))
                  : legend(point));
    }
    return column;
  }

  private Region picture(TimePoint point, ViewerLayout.Cell cell) {
    Region picture = ViewerView.picture(point.viewer(), cell, renderer, fx);
    VBox.setVgrow(picture, Priority.ALWAYS);
    picture.setMinSize(0, 0);
    picture.setPrefHeight(100);
    return picture;
  }

  /** In the row of the change, where there is no map. */
  private VBox legend(TimePoint point) {
    String text =
        point.baseline()
            ? model.points().get().stream()
                .filter(TimePoint::bends)
                .findFirst()
                .flatMap(p -> p.viewer().shown().get())
                .map(s -> "Change of volume. " + DeformationHint.ofChange(s))
                .orElse("Change of volume")
            : "No map: this time point has no deformable registration.";
    VBox box = new VBox(Parts.wrapped(text, "muted"));
    box.getStyleClass().add("time-point-legend");
    VBox.setVgrow(box, Priority.ALWAYS);
    box.setMinSize(0, 0);
    box.setPrefHeight(100);
    return box;
  }

  private static VBox header(TimePoint point) {
    String date = point.item().date().isEmpty() ? "no date" : point.item().date();
    Label when = label((date + "  " + point.item().modality()).strip(), "study-date");
    Label what = label(point.item().description(), "small");
    VBox header = new VBox(when, what);
    header.getStyleClass().add("time-point-header");
    Tooltip.install(header, new Tooltip(point.item().label()));
    return header;
  }

  private static Label label(String text, String style) {
    Label label = new Label(text);
    label.setTextOverrun(OverrunStyle.ELLIPSIS);
    label.setMinWidth(0);
    label.getStyleClass().add(style);
    return label;
  }

  /** Keys go to the time points while they are shown, and to the pair behind them otherwise. */
  public void attach(Window window) {
    window.addEventFilter(
        KeyEvent.ANY,
        e -> {
          if (!model.open().get() || e.getCode() == KeyCode.F12) {
            return;
          }
          keys.ifPresent(k -> k.handle(e));
        });
  }
}
