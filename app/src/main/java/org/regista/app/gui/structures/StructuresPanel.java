package org.regista.app.gui.structures;

import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.regista.app.gui.registration.Parts;

/** The side panel of structures and dose. */
public final class StructuresPanel extends VBox {

  private final StructuresViewModel model;
  private final VBox rows = new VBox(4);
  private final Map<Integer, StructureRow> known = new HashMap<>();

  public StructuresPanel(StructuresViewModel model) {
    this.model = model;
    getStyleClass().add("side");
    Button open =
        Parts.button(
            "Open…", "A structure set, segmentation, dose or label image: Ctrl+T", this::choose);
    open.setId("open-structures");
    Button carry =
        Parts.button(
            "Carry onto the fixed image",
            "Takes the visible structures of the moving image through the registration: Space",
            model::carry);
    carry.setId("carry");
    carry.disableProperty().bind(model.busy());
    CheckBox all = new CheckBox("All");
    all.setSelected(true);
    all.setTooltip(new Tooltip("Shows or hides every structure: Space"));
    all.setOnAction(e -> model.list().setAllVisible(all.isSelected()));
    Label empty =
        Parts.wrapped(
            "Drop a structure set, a segmentation, a dose or an image of labels here, or open it."
                + " DICOM objects find their image by their frame of reference, labels by their voxels.",
            "muted");
    Label legend =
        Parts.wrapped(
            "Line: drawn on the fixed image. Short dashes: on the moving image, shown through the"
                + " transform. Long dashes, →: carried.",
            "muted");
    Parts.showWith(empty, model.list().entries().map(List::isEmpty));
    Parts.showWith(legend, model.list().entries().map(e -> !e.isEmpty()));
    Parts.showWith(all, model.list().entries().map(e -> e.size() > 1));
    getChildren()
        .addAll(
            Parts.heading("STRUCTURES"),
            Parts.row(open, all),
            empty,
            rows,
            legend,
            carry,
            Parts.wrapped(model.said(), "label"),
            Parts.wrapped(model.list().judgedText(), "muted"),
            new DosePane(model.list().dose()));
    model.list().entries().subscribe(this::show);
  }

  private void show(List<StructureEntry> entries) {
    known.keySet().retainAll(entries.stream().map(StructureEntry::id).toList());
    List<StructureRow> wanted =
        entries.stream()
            .map(e -> known.computeIfAbsent(e.id(), id -> new StructureRow(model.list(), id)))
            .toList();
    if (!rows.getChildren().equals(wanted)) {
      rows.getChildren().setAll(wanted);
    }
    for (int n = 0; n < entries.size(); n++) {
      wanted.get(n).show(entries.get(n));
    }
  }

  private void choose() {
    choose(getScene().getWindow(), "Structures or dose", model::open);
  }

  /** Asks for files and opens them. */
  public static void choose(Window window, String title, Consumer<List<Path>> open) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    List<File> files = chooser.showOpenMultipleDialog(window);
    if (files != null) {
      open.accept(files.stream().map(File::toPath).toList());
    }
  }
}
