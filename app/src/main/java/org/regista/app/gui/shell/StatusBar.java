package org.regista.app.gui.shell;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Below the pictures: where the cursor is, what every layer holds there, and what is running. */
final class StatusBar extends HBox {

  /**
   * @param running shown at the right end, each by itself as long as it has something to say
   */
  StatusBar(ShellViewModel model, List<Node> running) {
    super(24);
    getStyleClass().add("status");
    Label position = new Label();
    position.setMinWidth(Region.USE_PREF_SIZE);
    position.textProperty().bind(model.status().position());
    Label values = new Label();
    values.setMinWidth(Region.USE_PREF_SIZE);
    values.textProperty().bind(model.status().values());
    Label goesTo = new Label();
    goesTo.getStyleClass().add("muted");
    goesTo.setMinWidth(0);
    goesTo.textProperty().bind(model.status().goesTo());
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    getChildren().addAll(position, values, goesTo, space, opening(model));
    getChildren().addAll(running);
  }

  private static HBox opening(ShellViewModel model) {
    Label activity = new Label();
    activity.textProperty().bind(model.activity());
    ProgressBar running = new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS);
    HBox box = new HBox(8, activity, running);
    box.getStyleClass().add("row");
    box.visibleProperty().bind(model.busy());
    box.managedProperty().bind(model.busy());
    return box;
  }
}
