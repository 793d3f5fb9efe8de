package org.regista.app.gui.volume;

import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.regista.app.gui.viewer.BadgeLabel;
import org.regista.app.gui.viewer.DepthPicture;
import org.regista.app.gui.viewer.KeyTarget;
import org.regista.app.gui.viewer.PixelView;
import org.regista.app.gui.viewer.Shown;
import org.regista.viewers.volume.VolumeCamera.Side;
import org.regista.viewers.volume.VolumeRenderer.Picture;

/** The picture in depth on the screen: pixels, marks over them, and the badge. */
public final class VolumeView extends Region implements DepthPicture, KeyTarget {

  private static final double PADDING = 8;
  private static final double TURN_RAD = Math.toRadians(10);
  private static final double SMALL_TURN_RAD = Math.toRadians(1);
  private static final double ZOOM = 1.25;

  private final VolumeViewModel model;
  private final PixelView pixels = new PixelView();
  private final Canvas marks = new Canvas();
  private final Label heading = new Label();
  private final BadgeLabel badge = new BadgeLabel();
  private final Label line = new Label();
  private final VBox caption;

  public VolumeView(VolumeViewModel model) {
    this.model = model;
    getStyleClass().addAll("slice", "volume");
    setFocusTraversable(true);
    setAccessibleText("Picture in depth; arrow keys turn it");
    heading.getStyleClass().add("plane-name");
    line.getStyleClass().addAll("plane-name", "small");
    line.setWrapText(true);
    line.textProperty().bind(model.line());
    caption = new VBox(2, heading, badge, line);
    caption.setAlignment(Pos.TOP_LEFT);
    caption.setMouseTransparent(true);
    marks.setMouseTransparent(true);
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
    picture.map(Picture::image).ifPresent(pixels::show);
  }

  private void showSettings(Optional<DepthSettings> settings) {
    heading.setText(settings.map(DepthSettings::words).orElse(""));
  }

  private void showState(Optional<Shown> shown) {
    caption.setVisible(shown.isPresent());
    shown.ifPresent(s -> badge.show(s.loaded().badge()));
    drawMarks();
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
