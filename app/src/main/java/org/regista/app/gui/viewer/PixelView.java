package org.regista.app.gui.viewer;

import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.jspecify.annotations.Nullable;
import org.regista.viewers.slice.PixelImage;

/** Finished pixels on the screen, in one buffer as long as their size stays. */
public final class PixelView extends ImageView {

  private @Nullable WritableImage buffer;

  public PixelView() {
    setPreserveRatio(false);
    setManaged(false);
  }

  /** Copies {@code image}; it is stretched over the size that the view is fitted to. */
  public void show(PixelImage image) {
    WritableImage target = buffer;
    if (target == null
        || target.getWidth() != image.width()
        || target.getHeight() != image.height()) {
      target = new WritableImage(image.width(), image.height());
      buffer = target;
      setImage(target);
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
}
