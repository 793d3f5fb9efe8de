package org.regista.app.gui.registration;

import java.util.function.BiFunction;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.regista.app.gui.registration.FormViewModel.Form;

/** Who asks and what for, as the request form of AAPM TG-132 has it. */
final class FormPane extends TitledPane {

  private static final double NAMES = 84;

  private final FormViewModel model;
  private boolean showing;

  FormPane(FormViewModel model) {
    this.model = model;
    setText("Request");
    setId("form");
    setMinWidth(0);
    setExpanded(false);
    setContent(
        new VBox(
            6,
            primary(),
            named("Purpose", purpose()),
            named(
                "Region",
                text("form-region", "for instance: left temporal", Form::region, Form::withRegion)),
            named("Asked by", text("form-by", "name", Form::askedBy, Form::withAskedBy)),
            named("Asked on", text("form-on", "2026-11-24", Form::askedOn, Form::withAskedOn))));
    model
        .form()
        .subscribe(
            f ->
                setText(
                    f.region().isBlank()
                        ? "Request"
                        : "Request: %s, %s".formatted(f.purpose(), f.region())));
  }

  private Label primary() {
    Label primary = Parts.wrapped("", "muted");
    primary
        .textProperty()
        .bind(
            model
                .form()
                .map(
                    f -> "Primary image, which stays: %s. Exchange above.".formatted(f.primary())));
    return primary;
  }

  private ComboBox<String> purpose() {
    ComboBox<String> purpose = new ComboBox<>();
    purpose.setId("form-purpose");
    purpose.getItems().setAll(model.purposes());
    purpose.setMaxWidth(Double.MAX_VALUE);
    purpose.setTooltip(new Tooltip("What the registration is for; kept in record and report"));
    HBox.setHgrow(purpose, Priority.ALWAYS);
    purpose.setOnAction(
        e -> {
          if (!showing) {
            model.change(f -> f.withPurpose(purpose.getValue()));
          }
        });
    model
        .form()
        .subscribe(
            f -> {
              showing = true;
              purpose.setValue(f.purpose());
              showing = false;
            });
    return purpose;
  }

  private TextField text(
      String id, String prompt, Function<Form, String> get, BiFunction<Form, String, Form> set) {
    TextField field = new TextField();
    field.setId(id);
    field.setPromptText(prompt);
    field.setTooltip(new Tooltip("Kept in record and report; Tab goes to the next field"));
    HBox.setHgrow(field, Priority.ALWAYS);
    field
        .textProperty()
        .subscribe(
            (before, now) -> {
              if (!showing) {
                model.change(f -> set.apply(f, now));
              }
            });
    model
        .form()
        .subscribe(
            f -> {
              if (!field.getText().equals(get.apply(f))) {
                showing = true;
                field.setText(get.apply(f));
                showing = false;
              }
            });
    return field;
  }

  private static HBox named(String name, Node control) {
    Label label = new Label(name);
    label.setMinWidth(NAMES);
    return Parts.row(label, control);
  }
}
