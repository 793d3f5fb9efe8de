package org.regista.app.gui.viewer;

import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;
import org.regista.app.gui.LoadedCase;
import org.regista.viewers.slice.PixelImage;
import org.regista.viewers.slice.RegistrationBadge;

/** One plane on the screen: pixels, marks over them, and the badge. */
final class SliceView extends Region {

  private static final double PADDING = 8;

  private final SliceViewModel model;
  private final ImageView pixels = new ImageView();
  private final Canvas marks = new Canvas();
  private final Label name = new Label();
  private final Label badge = new Label();
  private final VBox caption;
  private @Nullable WritableImage buffer;

  SliceView(SliceViewModel model) {
    this.model = model;
    getStyleClass().add("slice");
    setFocusTraversable(true);
    name.getStyleClass().add("plane-name");
    name.setWrapText(true);
    badge.getStyleClass().add("badge");
    badge.setWrapText(true);
    badge.setGraphic(new Rectangle(8, 8));
    caption = new VBox(2, name, badge);
    caption.setAlignment(Pos.TOP_LEFT);
    caption.setMouseTransparent(true);
    marks.setMouseTransparent(true);
    pixels.setPreserveRatio(false);
    pixels.setManaged(false);
    marks.setManaged(false);
    getChildren().addAll(pixels, marks, caption);
    new SliceMouse(this, model).attach();
    model.picture().subscribe(this::showPicture);
    model.viewer().shown().subscribe(this::showState);
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
    double captionWidth = Math.max(0, getWidth() - 2 * PADDING);
    caption.resizeRelocate(PADDING, PADDING, captionWidth, caption.prefHeight(captionWidth));
    model.resize((int) Math.round(getWidth() * scale()), (int) Math.round(getHeight() * scale()));
    drawMarks();
  }

  private void showPicture(Optional<SliceViewModel.Picture> picture) {
    pixels.setVisible(picture.isPresent());
    picture.map(SliceViewModel.Picture::image).ifPresent(this::copy);
  }

  private void copy(PixelImage image) {
    WritableImage target = buffer;
    if (target == null
        || target.getWidth() != image.width()
        || target.getHeight() != image.height()) {
      target = new WritableImage(image.width(), image.height());
      buffer = target;
      pixels.setImage(target);
    }
    target
        .getPixelWriter()
        .setPixels(
            0,
            0,
            image.width(),
            image.height(),
            PixelFormat.getIntArgbInstance(),
            image.argb(),
            0,
            image.width());
  }

  private void showState(Optional<Shown> shown) {
    badge.setVisible(shown.isPresent());
    String plane = model.plane().name().toLowerCase(Locale.ROOT);
    name.setText(shown.map(s -> plane + "   " + volumes(s.loaded())).orElse(plane));
    shown.ifPresent(s -> showBadge(s.loaded().badge()));
    drawMarks();
  }

  private static String volumes(LoadedCase loaded) {
    return "fixed %s ⟷ moving %s"
        .formatted(Readout.name(loaded.scene().fixed()), Readout.name(loaded.scene().moving()));
  }

  private void showBadge(RegistrationBadge b) {
    badge.setText(b.text());
    badge
        .getStyleClass()
        .setAll("label", "badge", "trust-" + b.trust().name().toLowerCase(Locale.ROOT));
  }

  private double captionEnd() {
    return caption.getLayoutY() + caption.getHeight();
  }

  private void drawMarks() {
    new SliceMarksPainter(
            marks.getGraphicsContext2D(), getWidth(), getHeight(), scale(), captionEnd())
        .paint(model.frame(), model.viewer().shown().get());
  }
}
