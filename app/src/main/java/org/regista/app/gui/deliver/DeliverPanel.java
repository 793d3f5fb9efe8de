package org.regista.app.gui.deliver;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.regista.app.gui.registration.Parts;

/** The side panel from which results leave: as files, as DICOM, as pictures. */
public final class DeliverPanel extends VBox {

  private static final int USUAL_PIXELS = 800;

  private final DeliverViewModel model;
  private final ImageJViewModel imageJ;

  public DeliverPanel(DeliverViewModel model, SendViewModel sending, ImageJViewModel imageJ) {
    this.model = model;
    this.imageJ = imageJ;
    getStyleClass().add("side");
    VBox result =
        new VBox(
            8,
            Parts.heading("RESULT AS FILES"),
            Parts.wrapped(
                "The folder with transforms, the resampled image, record and report.", "muted"),
            place("result", "Folder to make", "Save", model::saveResult),
            Parts.wrapped("The report alone, with the signature, as PDF.", "muted"),
            place("report", "File to make", "Save", model::saveReport),
            Parts.heading("RESULT AS DICOM"),
            Parts.wrapped(
                "Registration object and resampled series, with the structures and dose of the moving image"
                    + " that are shown; both images must be DICOM. Each object is read back.",
                "muted"),
            place("dicom", "Folder to make", "Export", model::exportDicom),
            new SendPane(sending));
    Parts.showWith(result, model.work().work().map(w -> w.filter(n -> n.shown() > 0).isPresent()));
    getChildren()
        .addAll(result, structures(), picture(), Parts.wrapped(model.said(), "label"), stacks());
  }

  private VBox structures() {
    return new VBox(
        8,
        Parts.heading("CARRIED STRUCTURES"),
        Parts.wrapped(
            "Those of the moving image, on the fixed one: RT Structure Set, or an image of labels by"
                + " the ending .nii.gz. Read back.",
            "muted"),
        place("structures", "File to make", "Save", model::saveStructures));
  }

  private VBox stacks() {
    return new VBox(
        8,
        Parts.heading("IMAGEJ"),
        Parts.wrapped("The fixed image, and the moving one on its grid, as stacks.", "muted"),
        Parts.button("Open in ImageJ", "In the ImageJ or Fiji of the preferences", imageJ::open),
        Parts.wrapped(imageJ.said(), "label"));
  }

  private VBox picture() {
    ComboBox<Integer> pixels = new ComboBox<>();
    pixels.getItems().setAll(400, USUAL_PIXELS, 1200, 2000);
    pixels.setValue(USUAL_PIXELS);
    pixels.setTooltip(new Tooltip("Edge of each plane, in pixels"));
    return new VBox(
        8,
        Parts.heading("PICTURE"),
        Parts.wrapped(
            "The three planes as they are fused now, with their badge. PNG, or TIFF by the ending .tif.",
            "muted"),
        pixels,
        place(
            "picture", "File to make", "Save", file -> model.savePicture(file, pixels.getValue())),
        Parts.wrapped("All slices of the plane last pointed at, as an animated PNG.", "muted"),
        place("cine", "File to make", "Save", file -> model.saveCine(file, pixels.getValue())));
  }

  /** Where to, by name or by choosing. */
  private HBox place(String id, String prompt, String verb, Consumer<Path> action) {
    TextField path = new TextField();
    path.setId("save-" + id);
    path.setPromptText(prompt);
    HBox.setHgrow(path, Priority.ALWAYS);
    Runnable go =
        () -> {
          if (!path.getText().isBlank()) {
            action.accept(Path.of(path.getText().strip()));
          }
        };
    path.setOnAction(e -> go.run());
    Button choose =
        Parts.button("…", "Choose the place", () -> choose(prompt).ifPresent(path::setText));
    Button save = Parts.button(verb, prompt + ": Enter", go);
    save.disableProperty().bind(model.busy());
    return Parts.row(path, choose, save);
  }

  private Optional<String> choose(String title) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    return Optional.ofNullable(chooser.showSaveDialog(getScene().getWindow()))
        .map(File::getAbsolutePath);
  }
}
