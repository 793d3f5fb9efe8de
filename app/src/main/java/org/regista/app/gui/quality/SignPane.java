package org.regista.app.gui.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.regista.app.gui.quality.QualityViewModel.Judged;
import org.regista.app.gui.registration.Parts;
import org.regista.app.work.Judging;
import org.regista.app.work.Work;

/**
 * Name, level and comment of whoever stands for the result. Asks once, and names what is signed.
 */
final class SignPane extends VBox {

  private static final int COMMENT_ROWS = 3;

  private final QualityViewModel model;
  private final TextField name = new TextField();
  private final ComboBox<String> level = new ComboBox<>();
  private final TextArea comment = new TextArea();
  private final Button sign = new Button("Sign");
  private final Label signature = Parts.wrapped("", "label");
  private boolean showing;
  private boolean asked;

  SignPane(QualityViewModel model) {
    super(6);
    this.model = model;
    name.setPromptText("Name");
    name.setId("signer");
    List<String> levels = new ArrayList<>();
    for (int n = 0; n < model.levels().size(); n++) {
      levels.add("%d  %s".formatted(n, model.levels().get(n)));
    }
    level.getItems().setAll(levels);
    level.setPromptText("Uncertainty level, 0 to 4");
    level.setMaxWidth(Double.MAX_VALUE);
    level.setId("level");
    level.setTooltip(new Tooltip("As in the report form of AAPM TG-132"));
    comment.setPromptText("Comment: where it fits, where it does not");
    comment.setWrapText(true);
    comment.setPrefRowCount(COMMENT_ROWS);
    sign.setId("sign");
    sign.setWrapText(true);
    sign.setMaxWidth(Double.MAX_VALUE);
    sign.setTooltip(new Tooltip("Kept in registration.json and report.html"));
    getChildren().addAll(Parts.heading("SIGN"), signature, name, level, comment, sign);
    wire();
  }

  private void wire() {
    name.textProperty().subscribe((before, now) -> changed());
    level.setOnAction(e -> changed());
    comment.textProperty().subscribe((before, now) -> changed());
    sign.setOnAction(e -> signOrAsk());
    model.work().work().subscribe(this::show);
    model
        .judged()
        .subscribe(
            j -> {
              signature.setText(j.map(Judged::signature).orElse(""));
              sign.setDisable(!model.canSign());
            });
    Parts.showWith(signature, signature.textProperty().map(t -> !t.isEmpty()));
  }

  private void changed() {
    if (!showing) {
      model.change(
          "fill in the signature",
          j ->
              j.withSigner(
                  name.getText(), level.getSelectionModel().getSelectedIndex(), comment.getText()));
    }
  }

  private void signOrAsk() {
    if (asked) {
      asked = false;
      model.sign();
      sign.setText("Sign");
      return;
    }
    asked = true;
    Work w = model.work().work().get().orElseThrow();
    sign.setText(
        "Confirm: attempt %d, level %d, signed by %s"
            .formatted(w.shown(), w.judging().level(), w.judging().name()));
  }

  private void show(Optional<Work> now) {
    Judging j = now.map(Work::judging).orElse(Judging.NONE);
    showing = true;
    if (!name.getText().equals(j.name())) {
      name.setText(j.name());
    }
    if (!comment.getText().equals(j.comment())) {
      comment.setText(j.comment());
    }
    if (j.level() < 0) {
      level.getSelectionModel().clearSelection();
    } else {
      level.getSelectionModel().select(j.level());
    }
    showing = false;
    asked = false;
    sign.setText("Sign");
    sign.setDisable(!model.canSign());
  }
}
