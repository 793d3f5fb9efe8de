package org.regista.app.gui.volume;

import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;
import org.regista.app.gui.viewer.DepthPicture;
import org.regista.app.gui.viewer.KeyTarget;
import org.regista.app.gui.viewer.Shown;
import org.regista.viewers.slice.PixelImage;
import org.regista.viewers.slice.RegistrationBadge;
import org.regista.viewers.volume.VolumeCamera.Side;
import org.regista.viewers.volume.VolumeRenderer.Picture;

/** The picture in depth on the screen: pixels, marks over them, and the badge. */
public final class VolumeView extends Region implements DepthPicture, KeyTarget {

  private static final double PADDING = 8;
  private static final double TURN_RAD = Math.toRadians(10);
  private static final double SMALL_TURN_RAD = Math.toRadians(1);
  private static final double ZOOM = 1.25;

  private final VolumeViewModel model;
  private final ImageView pixels = new ImageView();
  private final Canvas marks = new Canvas();
  private final Label heading = new Label();
  private final Label badge = new Label();
  private final Label line = new Label();
  private final VBox caption;
  private @Nullable WritableImage buffer;

  public VolumeView(VolumeViewModel model) {
    this.model = model;
    getStyleClass().addAll("slice", "volume");
    setFocusTraversable(true);
    setAccessibleText("Picture in depth; arrow keys turn it");
    heading.getStyleClass().add("plane-name");
    badge.getStyleClass().add("badge");
    badge.setWrapText(true);
    badge.setGraphic(new Rectangle(8, 8));
    line.getStyleClass().addAll("plane-name", "small");
    line.setWrapText(true);
    line.textProperty().bind(model.line());
    caption = new VBox(2, heading, badge, line);
    caption.setAlignment(Pos.TOP_LEFT);
    caption.setMouseTransparent(true);
    marks.setMouseTransparent(true);
    pixels.setPreserveRatio(false);
    pixels.setManaged(false);
    marks.setManaged(false);
    getChildren().addAll(pixels, marks, caption);
    new VolumeMouse(this, model).attach();
    focusedProperty().subscribe(now -> drawMarks());
    model.picture().subscribe(this::showPicture);
    model.camera().subscribe(now -> drawMarks());
    model.line().subscribe(now -> requestLayout());
    model.settings().subscribe(this::showSettings);
    model.viewer().shown().subscribe(this::showState);
  }

  @Override
  public Region region() {
    return this;
  }

  @Override
  public void setInLayout(boolean now) {
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
    double captionWidth = Math.max(0, getWidth() - 2 * PADDING);
    caption.resizeRelocate(PADDING, PADDING, captionWidth, caption.prefHeight(captionWidth));
    model.resize((int) Math.round(getWidth() * scale()), (int) Math.round(getHeight() * scale()));
    drawMarks();
  }

  private void showPicture(Optional<Picture> picture) {
    pixels.setVisible(picture.isPresent());
    picture.map(Picture::image).ifPresent(this::copy);
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

  private void showSettings(Optional<DepthSettings> settings) {
    heading.setText(settings.map(DepthSettings::words).orElse(""));
  }

  private void showState(Optional<Shown> shown) {
    caption.setVisible(shown.isPresent());
    shown.ifPresent(s -> showBadge(s.loaded().badge()));
    drawMarks();
  }

  private void showBadge(RegistrationBadge b) {
    badge.setText(b.text());
    badge
        .getStyleClass()
        .setAll("label", "badge", "trust-" + b.trust().name().toLowerCase(Locale.ROOT));
  }

  private void drawMarks() {
    marks.getGraphicsContext2D().clearRect(0, 0, getWidth(), getHeight());
    Optional<Shown> shown = model.viewer().shown().get();
    if (getWidth() < 1 || getHeight() < 1 || shown.isEmpty()) {
      return;
    }
    DepthMarks painter = new DepthMarks(marks.getGraphicsContext2D(), getWidth(), getHeight());
    if (isFocused()) {
      painter.focus();
    }
    double captionEnd = caption.getLayoutY() + caption.getHeight();
    model
        .camera()
        .get()
        .ifPresent(
            camera -> painter.paint(camera, shown.get().state().camera().crosshair(), captionEnd));
  }

  @Override
  public boolean takes(KeyEvent e) {
    if (e.isAltDown() || e.isMetaDown()) {
      return false;
    }
    double turn = e.isShiftDown() ? SMALL_TURN_RAD : TURN_RAD;
    switch (e.getCode()) {
      case LEFT -> model.turn(-turn, 0);
      case RIGHT -> model.turn(turn, 0);
      case UP -> model.turn(0, -turn);
      case DOWN -> model.turn(0, turn);
      case PLUS, EQUALS, ADD -> model.zoom(ZOOM);
      case MINUS, SUBTRACT -> model.zoom(1 / ZOOM);
      case F -> model.fit();
      case R -> model.seeFrom(Side.FRONT);
      default -> {
        return false;
      }
    }
    return true;
  }
}
