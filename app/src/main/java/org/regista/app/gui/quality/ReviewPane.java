package org.regista.app.gui.quality;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.regista.app.gui.registration.Parts;

/** The visual review: one button leads through it, and each step can be looked at again. */
final class ReviewPane extends VBox {

  private final ReviewViewModel model;
  private final VBox rows = new VBox(6);

  ReviewPane(ReviewViewModel model) {
    super(8);
    this.model = model;
    Button next =
        Parts.button(
            "",
            "Ticks what is shown, and shows what comes next: V. The places are guesses; move the crosshair to better ones",
            model::goOn);
    next.setId("review-next");
    next.getStyleClass().add("accent");
    next.setMaxWidth(Double.MAX_VALUE);
    next.setWrapText(true);
    next.textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> words(model.at().get(), model.steps().get().size()),
                model.at(),
                model.steps()));
    next.disableProperty().bind(model.steps().map(List::isEmpty));
    getChildren()
        .addAll(
            Parts.heading("LOOK"),
            Parts.wrapped(
                "The region first, then what should not move, each in two ways.", "muted"),
            next,
            rows);
    model.steps().subscribe(s -> show());
    model.at().subscribe(n -> show());
    model.work().work().subscribe(w -> show());
  }

  private static String words(int at, int count) {
    return at < 0
        ? "Start the review (V)"
        : at >= count ? "All %d steps seen".formatted(count) : "Seen, go on (V)";
  }

  private void show() {
    rows.getChildren().clear();
    List<ReviewStep> steps = model.steps().get();
    for (int n = 0; n < steps.size(); n++) {
      rows.getChildren().add(row(n, steps.get(n)));
    }
  }

  private HBox row(int number, ReviewStep step) {
    CheckBox done = new CheckBox(step.words());
    done.setWrapText(true);
    done.setSelected(model.isSeen(step));
    done.setOnAction(e -> model.see(number, done.isSelected()));
    if (model.at().get() == number) {
      done.getStyleClass().add("pair");
    }
    Button look =
        Parts.button("Show", "Fuse the pictures that way, and go there", () -> model.look(number));
    look.getStyleClass().add("small");
    return Parts.row(look, done);
  }
}
