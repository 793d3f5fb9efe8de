package org.regista.app.gui.regions;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.regista.app.gui.registration.Parts;

/** Saves regions and their figures as DICOM, in the panel from which results leave. */
public final class SaveRegionsPane extends VBox {

  public SaveRegionsPane(RegionsDeliveryViewModel model) {
    super(8);
    getStyleClass().add("side");
    TextField place = new TextField();
    place.setId("save-regions");
    place.setPromptText("Folder to make");
    place.setTooltip(new Tooltip("The folder to make: Enter saves"));
    HBox.setHgrow(place, Priority.ALWAYS);
    Runnable go =
        () -> {
          if (!place.getText().isBlank()) {
            model.save(Path.of(place.getText().strip()));
          }
        };
    place.setOnAction(e -> go.run());
    getChildren()
        .addAll(
            Parts.heading("REGIONS OF THE PET AS DICOM"),
            Parts.wrapped(
                "Segmentation on the PET's own voxels, measurement report (TID 1500), and the registration.",
                "muted"),
            Parts.row(
                place,
                Parts.button("…", "Choose the place", () -> choose().ifPresent(place::setText)),
                Parts.button("Save", "Folder to make: Enter", go)),
            Parts.wrapped(model.said(), "label"));
    Parts.showWith(this, model.regions().figures().map(f -> !f.isEmpty()));
  }

  private Optional<String> choose() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Folder to make");
    return Optional.ofNullable(chooser.showSaveDialog(getScene().getWindow()))
        .map(File::getAbsolutePath);
  }
}
