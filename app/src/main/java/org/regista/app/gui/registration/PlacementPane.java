package org.regista.app.gui.registration;

import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TitledPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.regista.app.work.Landmark;
import org.regista.app.work.Settings;
import org.regista.app.work.Work;

/** Where the registration starts: found by itself, or placed by hand or by landmarks. */
final class PlacementPane extends TitledPane {

  private static final List<String> STARTS =
      List.of("search", "header", "mass", Settings.LANDMARKS, Settings.PLACED);

  private final PlacementViewModel model;
  private final RegistrationViewModel registration;
  private final ComboBox<String> start = new ComboBox<>();
  private final VBox landmarks = new VBox(2);

  PlacementPane(PlacementViewModel model, RegistrationViewModel registration) {
    this.model = model;
    this.registration = registration;
    setText("Start and landmarks");
    setId("start");
    setMinWidth(0);
    setExpanded(false);
    start.getItems().setAll(STARTS);
    start.setMaxWidth(Double.MAX_VALUE);
    start.setTooltip(
        new Tooltip(
            "search: several starts, the best is kept; header: as scanned; mass: centres of mass; landmarks: fitted to them, and bent through them where the task deforms; placed: where you put it"));
    start.setOnAction(
        e ->
            model
                .work()
                .change(
                    "choose a start",
                    w -> w.withSettings(w.settings().withStart(start.getValue()))));
    CheckBox manual = new CheckBox("Move the image by hand");
    manual.setId("by-hand");
    manual.setTooltip(
        new Tooltip(
            "Drag in any plane moves it, the knob of the ring turns it about the crosshair. Keys: arrows 1 mm, with Shift 5 mm; Ctrl and left or right turns by 1 degree, with Shift by 5. H turns this on and off"));
    manual.selectedProperty().bindBidirectional(model.manual());
    Button headers =
        Parts.button("Back to headers", "The moving image where its header puts it", model::reset);
    setContent(
        new VBox(
            8,
            start,
            manual,
            new FlowPane(8, 8, headers, keep()),
            Parts.heading("LANDMARKS"),
            landmarks,
            buttons(),
            Parts.wrapped(model.hint(), "muted")));
    model.work().work().subscribe(this::show);
  }

  private Button keep() {
    Button keep =
        Parts.button(
            "Keep as a result",
            "Written as an attempt of its own. The record tells both matrices and by how many mm they differ; it asks for a review, and has no signature",
            registration::keep);
    keep.setId("keep");
    Parts.showWith(keep, model.work().work().map(w -> w.filter(Work::isUnkept).isPresent()));
    return keep;
  }

  private FlowPane buttons() {
    Button mark =
        Parts.button(
            "Mark at crosshair",
            "First on the fixed image, then the same place on the moving one: A",
            model::mark);
    Button fit =
        Parts.button(
            "Fit", "Place the moving image by three landmarks or more, rigidly", model::fit);
    fit.disableProperty()
        .bind(model.work().work().map(w -> w.filter(now -> now.landmarks().size() >= 3).isEmpty()));
    Button bend =
        Parts.button(
            "Thin-plate spline",
            "A result made of four landmarks or more alone, which bends through them; it asks for a review",
            registration::bend);
    bend.setId("bend");
    bend.disableProperty()
        .bind(model.work().work().map(w -> w.filter(now -> now.landmarks().size() >= 4).isEmpty()));
    return new FlowPane(8, 8, mark, fit, bend);
  }

  private void show(Optional<Work> now) {
    start.setValue(now.map(w -> w.settings().start()).orElse("search"));
    if (now.filter(Work::isUnkept).isPresent()) {
      setExpanded(true); // so that keeping it is in sight
    }
    landmarks.getChildren().clear();
    List<Landmark> all = now.map(Work::landmarks).orElse(List.of());
    for (int n = 0; n < all.size(); n++) {
      landmarks.getChildren().add(row(all.get(n), n));
    }
    if (all.isEmpty()) {
      landmarks
          .getChildren()
          .add(Parts.wrapped("None. They start a registration, and they measure one.", "muted"));
    }
  }

  private HBox row(Landmark landmark, int index) {
    Hyperlink name =
        new Hyperlink(
            "%s: %.0f, %.0f, %.0f"
                .formatted(
                    landmark.name(),
                    landmark.fixed().x(),
                    landmark.fixed().y(),
                    landmark.fixed().z()));
    name.setTooltip(new Tooltip("Go there; N goes to the next one. LPS mm on the fixed image"));
    name.setOnAction(e -> model.visit(index));
    Label error = new Label("%.1f mm off".formatted(model.errorMm(landmark)));
    Button remove = Parts.button("✕", "Remove this landmark: Del", () -> model.remove(index));
    remove.getStyleClass().add("small");
    return Parts.row(name, error, remove);
  }
}
