package org.regista.app.gui.registration;

import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.VBox;
import org.regista.app.work.Attempt;
import org.regista.app.work.Work;

/** What was tried, to be compared by switching; and how each is repeated without the window. */
final class AttemptsPane extends VBox {

  private final AttemptsViewModel model;
  private final VBox rows = new VBox(4);
  private final VBox command = new VBox(6);

  AttemptsPane(AttemptsViewModel model) {
    super(8);
    this.model = model;
    getChildren()
        .addAll(
            Parts.heading("ATTEMPTS"), rows, Parts.wrapped(model.trouble(), "trouble"), command);
    model.work().work().subscribe(this::show);
  }

  private void show(Optional<Work> now) {
    rows.getChildren().clear();
    command.getChildren().clear();
    now.ifPresent(
        w -> {
          rows.getChildren().add(row(start(w), 0, w.shown()));
          for (Attempt a : w.attempts()) {
            rows.getChildren().add(row(words(a), a.number(), w.shown()));
          }
          if (w.shown() > 0) {
            showCommand(w.attempt(w.shown()));
          }
        });
  }

  private static String start(Work w) {
    return w.placedFrom() > 0
        ? "Attempt %d moved by hand, not kept".formatted(w.placedFrom())
        : "Start, not registered";
  }

  private static String words(Attempt a) {
    return "%d  %s\n    %s, %.1f s".formatted(a.number(), a.how(), a.verdict(), a.seconds());
  }

  private ToggleButton row(String text, int number, int shown) {
    ToggleButton row = new ToggleButton(text);
    row.getStyleClass().add("attempt");
    row.setMaxWidth(Double.MAX_VALUE);
    row.setTooltip(new Tooltip("Show it; , and . go to the one before and after"));
    row.setSelected(number == shown);
    row.setOnAction(
        e -> {
          row.setSelected(true);
          model.show(number);
        });
    return row;
  }

  private void showCommand(Attempt attempt) {
    if (attempt.command().isEmpty()) {
      return;
    }
    Label text = Parts.wrapped(attempt.command(), "command");
    Button copy =
        Parts.button(
            "Copy",
            "The command that gives the same bytes; give another folder after --out, or --force",
            () -> {
              ClipboardContent content = new ClipboardContent();
              content.putString(attempt.command());
              Clipboard.getSystemClipboard().setContent(content);
            });
    command.getChildren().addAll(Parts.heading("THE SAME ON THE COMMAND LINE"), text, copy);
  }
}
