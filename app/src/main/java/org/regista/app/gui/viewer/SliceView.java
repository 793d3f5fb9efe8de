package org.regista.app.gui.viewer;

import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.regista.app.gui.LoadedCase;

/** One plane on the screen: pixels, marks over them, and the badge. */
final class SliceView extends Region {

  private static final double PADDING = 8;

  /** Smaller pictures name neither volume; the larger ones beside them do. */
  private static final double ROOM_FOR_NAMES = 400;

  private final SliceViewModel model;
  private final PixelView pixels = new PixelView();
  private final Canvas marks = new Canvas();
  private final Label heading = new Label();
  private final Label volumes = new Label();
  private final BadgeLabel badge = new BadgeLabel();
  private final VBox caption;

  SliceView(SliceViewModel model) {
    this.model = model;
    getStyleClass().add("slice");
    setId("slice-%s-%s".formatted(model.plane(), model.content()).toLowerCase(Locale.ROOT));
    setFocusTraversable(true);
    heading.getStyleClass().add("plane-name");
    volumes.getStyleClass().addAll("plane-name", "small");
    volumes.setWrapText(true);
    caption = new VBox(2, heading, volumes, badge);
    caption.setAlignment(Pos.TOP_LEFT);
    caption.setMouseTransparent(true);
    marks.setMouseTransparent(true);
    marks.setManaged(false);
    getChildren().addAll(pixels, marks, caption);
    new SliceMouse(this, model).attach();
    focusedProperty().subscribe(this::focusMoved);
    model.picture().subscribe(this::showPicture);
    model.viewer().shown().subscribe(this::showState);
    model.viewer().pointer().subscribe(p -> drawMarks());
    model.viewer().hands().version().subscribe(v -> drawMarks());
  }

  /** Shown or not, as the layout has it. */
  void setInLayout(boolean now) {
    setVisible(now);
    model.setInLayout(now);
  }

  /** Device pixels per unit of layout. */
  double scale() {
    return getScene() == null || getScene().getWindow() == null
        ? 1
        : getScene().getWindow().getOutputScaleX();
  }

  @Override
  protected void layoutChildren() {
    marks.setWidth(getWidth());
    marks.setHeight(getHeight());
    pixels.setFitWidth(getWidth());
    pixels.setFitHeight(getHeight());
    boolean room = getWidth() >= ROOM_FOR_NAMES && getHeight() >= ROOM_FOR_NAMES;
    volumes.setVisible(room);
    volumes.setManaged(room);
    double captionWidth = Math.max(0, getWidth() - 2 * PADDING);
    caption.resizeRelocate(PADDING, PADDING, captionWidth, caption.prefHeight(captionWidth));
    model.resize((int) Math.round(getWidth() * scale()), (int) Math.round(getHeight() * scale()));
    drawMarks();
  }

  private void showPicture(Optional<SliceViewModel.Picture> picture) {
    pixels.setVisible(picture.isPresent());
    picture.map(SliceViewModel.Picture::image).ifPresent(pixels::show);
  }

  private void showState(Optional<Shown> shown) {
    caption.setVisible(shown.isPresent());
    shown.ifPresent(
        s -> {
          heading.setText(Corner.heading(model.plane(), model.content(), s));
          volumes.setText(volumes(s.loaded()));
          badge.show(model.badge(s.loaded()));
        });
    drawMarks();
  }

  private String volumes(LoadedCase loaded) {
    String fixed = "fixed " + Readout.name(loaded.scene().fixed());
    String moving = "moving " + Readout.name(loaded.view().moving());
    return switch (model.content()) {
      case FUSED, BEFORE -> fixed + " ⟷ " + moving;
      case FIXED -> fixed;
      case MOVING -> moving;
    };
  }

  /** Keys go to the picture that has the focus, until the mouse is over another. */
  private void focusMoved(boolean here) {
    if (here) {
      model.viewer().activePlane().set(model.plane());
    }
    drawMarks();
  }

  private double captionEnd() {
    return caption.getLayoutY() + caption.getHeight();
  }

  private void drawMarks() {
    new SliceMarksPainter(
            marks.getGraphicsContext2D(), getWidth(), getHeight(), scale(), captionEnd())
        .paint(model, isFocusVisible());
  }
}
