package org.regista.app.gui.studies;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import org.jspecify.annotations.Nullable;
import org.regista.app.studies.StudyItem;
import org.regista.viewers.slice.PixelImage;

/** A line of the list: a patient, or a series with its thumbnail. */
final class StudyCell extends ListCell<StudyRow> {

  private static final double EDGE = 44;
  private static final int FRAME_COLOURS = 5;

  StudyCell() {
    setOnDragDetected(
        e -> {
          if (getItem() instanceof StudyRow.Entry entry && entry.item().isUsable()) {
            startDragAndDrop(TransferMode.COPY).setContent(StudyDrag.content(entry.item().key()));
          }
          e.consume();
        });
  }

  @Override
  protected void updateItem(@Nullable StudyRow row, boolean empty) {
    super.updateItem(row, empty);
    setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    setTooltip(null);
    setPrefWidth(0); // as wide as the list, so that words are shortened and not scrolled
    if (row == null || empty) {
      setGraphic(null);
      return;
    }
    switch (row) {
      case StudyRow.Heading h -> setGraphic(heading(h));
      case StudyRow.Note n -> setGraphic(note(n));
      case StudyRow.Entry e -> {
        setGraphic(entry(e));
        setTooltip(new Tooltip(details(e)));
      }
    }
  }

  private static VBox heading(StudyRow.Heading h) {
    VBox box = new VBox(label(h.text(), "heading"));
    if (!h.detail().isEmpty()) {
      box.getChildren().add(label(h.detail(), "muted"));
    }
    box.getStyleClass().add("study-heading");
    return box;
  }

  private static Label note(StudyRow.Note n) {
    Label label = label(n.text(), "muted");
    label.setTooltip(new Tooltip(n.text()));
    return label;
  }

  private static HBox entry(StudyRow.Entry e) {
    StudyItem item = e.item();
    Label first = label((item.date() + "  " + item.modality()).strip(), "study-date");
    Label second = label(item.description(), "small");
    VBox words = new VBox(first, second, frame(e));
    HBox.setHgrow(words, Priority.ALWAYS);
    words.setMinWidth(0);
    HBox box = item.isImage() ? new HBox(6, thumbnail(item), words) : new HBox(words);
    box.getStyleClass().add("row");
    return box;
  }

  private static HBox frame(StudyRow.Entry e) {
    StudyItem item = e.item();
    String images =
        item.modality().isEmpty()
            ? "image file"
            : "%d %s%s"
                .formatted(
                    item.images(),
                    item.isImage() ? "image" : "object",
                    item.images() == 1 ? "" : "s");
    String text =
        item.facts().problem().isEmpty()
            ? e.frameNumber() == 0 ? images : "frame %d · %s".formatted(e.frameNumber(), images)
            : "cannot be used";
    Label words = label(text, "small");
    words.getStyleClass().add(item.facts().problem().isEmpty() ? "muted" : "study-problem");
    HBox line = new HBox(4, words);
    line.getStyleClass().add("row");
    if (e.frameNumber() > 0) {
      Circle dot = new Circle(4);
      dot.getStyleClass().add("frame-" + ((e.frameNumber() - 1) % FRAME_COLOURS + 1));
      line.getChildren().addFirst(dot);
    }
    return line;
  }

  private static Label label(String text, String style) {
    Label label = new Label(text);
    label.setTextOverrun(OverrunStyle.ELLIPSIS);
    label.setMnemonicParsing(false);
    label.getStyleClass().add(style);
    return label;
  }

  private static StackPane thumbnail(StudyItem item) {
    StackPane pane = new StackPane();
    pane.getStyleClass().add("thumbnail");
    pane.setMinSize(EDGE, EDGE);
    pane.setPrefSize(EDGE, EDGE);
    item.facts()
        .thumbnail()
        .ifPresent(
            picture -> {
              ImageView view = new ImageView(image(picture));
              view.setPreserveRatio(true);
              view.setFitWidth(EDGE);
              view.setFitHeight(EDGE);
              pane.getChildren().add(view);
            });
    return pane;
  }

  private static WritableImage image(PixelImage picture) {
    WritableImage image = new WritableImage(picture.width(), picture.height());
    image
        .getPixelWriter()
        .setPixels(
            0,
            0,
            picture.width(),
            picture.height(),
            PixelFormat.getIntArgbInstance(),
            picture.argb(),
            0,
            picture.width());
    return image;
  }

  private static String details(StudyRow.Entry e) {
    StudyItem.Facts facts = e.item().facts();
    List<String> lines = new ArrayList<>(List.of(e.item().label()));
    if (!facts.geometry().isEmpty()) {
      lines.add(facts.geometry());
    }
    if (e.frameNumber() > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "Frame of reference %d: series of one frame lie on each other as scanned",
              e.frameNumber()));
    }
    lines.addAll(facts.remarks());
    if (!facts.problem().isEmpty()) {
      lines.add(facts.problem());
    }
    lines.add(e.item().isUsable() ? "Fixed: F. Moving: M. Or drag it onto the pictures." : "");
    return String.join("\n", lines).strip();
  }
}
