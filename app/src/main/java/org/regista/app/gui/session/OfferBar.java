package org.regista.app.gui.session;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.regista.app.work.Work;

/** Offers work that a window left behind when it ended without closing. */
public final class OfferBar extends HBox {

  /**
   * @param continueWith opens the images of the work
   */
  public OfferBar(WorkViewModel model, Runnable continueWith) {
    super(16);
    getStyleClass().add("offer");
    Label text = new Label();
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    text.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(text, Priority.ALWAYS);
    text.textProperty().bind(model.offer().map(left -> left.map(OfferBar::words).orElse("")));
    Button go = new Button("Continue");
    go.setId("continue-work");
    go.setMinWidth(Region.USE_PREF_SIZE);
    go.setTooltip(new Tooltip("Open its images, and go on where it was"));
    go.setOnAction(e -> continueWith.run());
    Button leave = new Button("Leave it");
    leave.setMinWidth(Region.USE_PREF_SIZE);
    leave.setTooltip(new Tooltip("Not offered again; its results stay on the disk"));
    leave.setOnAction(e -> model.declineOffer());
    getChildren().addAll(text, go, leave);
    visibleProperty().bind(model.offer().map(left -> left.isPresent()));
    managedProperty().bind(visibleProperty());
  }

  private static String words(Work left) {
    return "The last window ended without closing. Its work is saved: '%s' and '%s', %s, %s."
        .formatted(
            name(left.fixed()),
            name(left.moving()),
            counted(left.attempts().size(), "attempt"),
            counted(left.landmarks().size(), "landmark"));
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
