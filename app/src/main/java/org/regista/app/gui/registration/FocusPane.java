package org.regista.app.gui.registration;

import java.io.File;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.regista.app.work.Settings;
import org.regista.app.work.Work;
import org.regista.error.InputDataException;
import org.regista.image.FocusBox;

/** What the registration is to look at: a box, a structure, or all. */
final class FocusPane extends TitledPane {

  private final FocusViewModel model;
  private final TextField numbers = new TextField();
  private final TextField structure = new TextField();
  private final Label trouble = Parts.wrapped("", "trouble");

  FocusPane(FocusViewModel model) {
    this.model = model;
    setText("Focus: box or structure");
    setId("focus");
    setMinWidth(0);
    setExpanded(false);
    CheckBox edit = new CheckBox("Change the box on the pictures");
    edit.setId("box-edit");
    edit.setWrapText(true);
    edit.setTooltip(
        new Tooltip(
            "Drag its knobs in any plane. Keys: arrows move it by 1 mm, with Shift by 5; with Ctrl they size it. G turns this on and off"));
    edit.selectedProperty().bindBidirectional(model.editing());
    CheckBox draw = new CheckBox("A drag draws a new one");
    draw.setTooltip(new Tooltip("Beside the knobs; its depth stays as it was"));
    draw.selectedProperty().bindBidirectional(model.drawing());
    Parts.showWith(draw, model.editing());
    setContent(
        new VBox(
            8,
            Parts.wrapped(
                "Only what lies inside counts: leave out what moves otherwise, as neck and jaw.",
                "muted"),
            edit,
            draw,
            buttons(),
            Parts.wrapped(model.text(), "label"),
            corners(),
            trouble,
            structure()));
    Parts.showWith(trouble, trouble.textProperty().map(t -> !t.isEmpty()));
    model.box().subscribe(this::show);
    model
        .work()
        .work()
        .subscribe(
            w -> structure.setText(w.map(Work::settings).map(Settings::fixedMask).orElse("")));
  }

  private FlowPane buttons() {
    Button all =
        Parts.button(
            "Whole overlap", "A box around all that both images show", model::wholeOverlap);
    all.setId("box-overlap");
    Button skull =
        Parts.button(
            "Skull",
            "A guess at the head above the skull base, without neck and jaw; look at it, and move it",
            model::skull);
    skull.setId("box-skull");
    Button none = Parts.button("No box", "The whole images count", model::clear);
    none.setId("box-none");
    none.disableProperty().bind(model.box().map(Optional::isEmpty));
    return new FlowPane(8, 8, all, skull, none);
  }

  private TextField corners() {
    numbers.setId("box-numbers");
    numbers.setPromptText("x,y,z,x,y,z");
    numbers.setTooltip(
        new Tooltip(
            "Two opposite corners in LPS mm, as --box takes them on the command line: Enter"));
    numbers.setOnAction(e -> setNumbers());
    return numbers;
  }

  private void setNumbers() {
    try {
      model.set(numbers.getText());
      trouble.setText("");
    } catch (InputDataException e) {
      trouble.setText(e.getMessage());
    }
  }

  private void show(Optional<FocusBox> box) {
    numbers.setText(box.map(FocusBox::text).orElse(""));
    trouble.setText("");
  }

  private VBox structure() {
    structure.setId("focus-structure");
    structure.setPromptText("a file of labels on the fixed image");
    structure.setTooltip(
        new Tooltip(
            "Only where this image is not 0 counts, and inside the box if there is one: Enter"));
    structure.setOnAction(e -> setStructure(structure.getText().strip()));
    HBox.setHgrow(structure, Priority.ALWAYS);
    Button choose =
        Parts.button(
            "…", "Choose the file of a structure", () -> choose().ifPresent(this::setStructure));
    return new VBox(4, new Label("Structure to focus on"), Parts.row(structure, choose));
  }

  private void setStructure(String file) {
    model
        .work()
        .change(
            "choose a structure to focus on",
            w -> w.withSettings(w.settings().withMasks(file, w.settings().movingMask())));
  }

  private Optional<String> choose() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Structure to focus on");
    return Optional.ofNullable(chooser.showOpenDialog(getScene().getWindow()))
        .map(File::getAbsolutePath);
  }
}
