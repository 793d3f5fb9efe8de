package org.regista.app.gui.shell;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.regista.app.gui.studies.StudyDrag;

/** Asks the system for files and folders, and takes what is dropped. */
final class OpenDialogs {

  private final ShellViewModel model;
  private final StudiesDesk studies;
  private final Node owner;

  OpenDialogs(ShellViewModel model, StudiesDesk studies, Node owner) {
    this.model = model;
    this.studies = studies;
    this.owner = owner;
  }

  void openDemo() {
    studies.openDemo();
  }

  void openFolder() {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle("Look through a folder with DICOM series or image files");
    Optional.ofNullable(chooser.showDialog(window()))
        .map(File::toPath)
        .ifPresent(p -> studies.look(List.of(p)));
  }

  void openResult() {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle("Open the result folder of a registration");
    Optional.ofNullable(chooser.showDialog(window()))
        .map(File::toPath)
        .ifPresent(p -> model.open(List.of(p)));
  }

  void openPair() {
    Optional<Path> fixed =
        chooseImage("Fixed image (1 of 2): what stays in place; of a DICOM series any slice");
    Optional<Path> moving =
        fixed.flatMap(
            f ->
                chooseImage(
                    "Moving image (2 of 2): what is brought to it; of a DICOM series any slice"));
    moving.ifPresent(m -> model.open(List.of(fixed.get(), m)));
  }

  /** The CT is registered to the MR, and the PET of its session goes with it. */
  void openWithPet() {
    Optional<Path> mr =
        chooseImage("MR (1 of 3): what stays in place; of a DICOM series any slice");
    Optional<Path> ct = mr.flatMap(f -> chooseImage("CT of the PET/CT (2 of 3)"));
    Optional<Path> pet = ct.flatMap(f -> chooseImage("PET of the PET/CT (3 of 3)"));
    pet.ifPresent(p -> model.open(List.of(mr.get(), ct.get(), p)));
  }

  void acceptDrops() {
    owner.setOnDragOver(
        e -> {
          if (e.getDragboard().hasFiles() || StudyDrag.isOne(e.getDragboard())) {
            e.acceptTransferModes(TransferMode.COPY);
          }
          e.consume();
        });
    owner.setOnDragDropped(this::dropped);
  }

  private void dropped(DragEvent e) {
    if (e.getDragboard().hasFiles()) {
      List<Path> files = e.getDragboard().getFiles().stream().map(File::toPath).toList();
      model.drop(files, () -> studies.dropped(files));
    } else {
      StudyDrag.key(e.getDragboard()).ifPresent(studies::droppedSeries);
    }
    e.setDropCompleted(true);
    e.consume();
  }

  private Optional<Path> chooseImage(String title) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    return Optional.ofNullable(chooser.showOpenDialog(window())).map(File::toPath);
  }

  private Window window() {
    return owner.getScene().getWindow();
  }
}
