package org.regista.app.gui.deliver;

import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.regista.app.gui.registration.Parts;
import org.regista.study.nodes.Node;

/** From which results go into the library or to an archive, object by object. */
final class SendPane extends VBox {

  private final SendViewModel model;
  private final ComboBox<Node> nodes = new ComboBox<>();
  private final VBox objects = new VBox(4);

  SendPane(SendViewModel model) {
    super(8);
    this.model = model;
    Button library =
        Parts.button(
            "Save to library",
            "Makes the DICOM objects, and asks before they go into the study library",
            model::askForLibrary);
    library.disableProperty().bind(model.busy());
    Button again =
        Parts.button("Send again", "Sends once more what did not arrive", model::sendAgain);
    Parts.showWith(again, model.again());
    Button cancel =
        Parts.button("Cancel", "Ends the transfer; what has arrived stays", model::cancel);
    Parts.showWith(cancel, model.busy());
    getChildren()
        .addAll(
            Parts.heading("RESULT TO LIBRARY OR PACS"),
            library,
            archives(),
            editor(),
            question(),
            objects,
            Parts.wrapped(model.said(), "label"),
            Parts.row(again, cancel));
    model.parcels().subscribe(this::show);
  }

  private VBox archives() {
    nodes.setId("archives");
    nodes.setPromptText("no archive yet");
    nodes.setTooltip(new Tooltip("The archives of your settings: add one below"));
    nodes.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable Node node) {
            return node == null ? "" : node.name();
          }

          @Override
          public @Nullable Node fromString(String name) {
            return null;
          }
        });
    nodes.setMaxWidth(Double.MAX_VALUE);
    nodes.setMinWidth(0);
    model.nodes().subscribe(this::fill);
    Button send =
        Parts.button(
            "Send to PACS",
            "Makes the DICOM objects, and asks before they are sent (C-STORE)",
            () -> chosen().ifPresent(model::askFor));
    Button test =
        Parts.button(
            "Test", "Asks it whether it is there (C-ECHO)", () -> chosen().ifPresent(model::test));
    send.disableProperty().bind(model.busy().or(nodes.valueProperty().isNull()));
    test.disableProperty().bind(send.disableProperty());
    return new VBox(8, nodes, Parts.row(test, send));
  }

  private void fill(List<Node> all) {
    Optional<String> before = chosen().map(Node::name);
    nodes.getItems().setAll(all);
    nodes.setValue(
        all.stream()
            .filter(n -> before.filter(n.name()::equals).isPresent())
            .findFirst()
            .orElse(all.isEmpty() ? null : all.getLast()));
  }

  private Optional<Node> chosen() {
    return Optional.ofNullable(nodes.getValue());
  }

  /** A new archive. */
  private VBox editor() {
    TextField name = field("archive-name", "Name", "By which you call it");
    TextField address =
        field("archive-address", "HOST:PORT:AET", "HOST:PORT:AET, or https://... for DICOMweb");
    TextField station = field("archive-station", "Our AET", "Our AE title there; REGISTA if empty");
    HBox.setHgrow(name, Priority.ALWAYS);
    HBox.setHgrow(station, Priority.ALWAYS);
    name.setPrefColumnCount(8);
    station.setPrefColumnCount(8);
    HBox.setHgrow(address, Priority.ALWAYS);
    Button add =
        Parts.button(
            "Add",
            "Keeps the archive in your settings; TLS and passwords: regista dicom node",
            () -> model.addNode(name.getText(), address.getText(), station.getText()));
    return new VBox(8, Parts.row(name, station), Parts.row(address, add));
  }

  private static TextField field(String id, String prompt, String hint) {
    TextField field = new TextField();
    field.setId(id);
    field.setPromptText(prompt);
    field.setTooltip(new Tooltip(hint));
    field.setMinWidth(0);
    return field;
  }

  private VBox question() {
    Button yes = Parts.button("Send", "Sends these objects there", model::confirm);
    yes.getStyleClass().add("accent");
    yes.setId("confirm-sending");
    VBox box =
        new VBox(
            8,
            Parts.wrapped(
                model
                    .asked()
                    .map(
                        to ->
                            to.map(d -> "Send the objects below to %s?".formatted(d.words()))
                                .orElse("")),
                "pair"),
            Parts.row(yes, Parts.button("Do not send", "Nothing is sent", model::decline)));
    Parts.showWith(box, model.asked().map(Optional::isPresent));
    return box;
  }

  private void show(List<Parcel> parcels) {
    objects
        .getChildren()
        .setAll(
            parcels.stream()
                .map(
                    p ->
                        Parts.wrapped(
                            p.words(),
                            p.isDone() ? "check-pass" : p.isFailed() ? "check-fail" : "label"))
                .toList());
  }
}
