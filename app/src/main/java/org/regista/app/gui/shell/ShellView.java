package org.regista.app.gui.shell;

import java.util.concurrent.Executor;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.regista.app.gui.viewer.LayersView;
import org.regista.app.gui.viewer.ViewerView;
import org.regista.viewers.slice.SliceRenderer;

/** The window's content: tools above, pictures in the middle, layers on the right, words below. */
public final class ShellView extends BorderPane {

  private final ShellViewModel model;

  public ShellView(ShellViewModel model, SliceRenderer renderer, Executor fx) {
    this.model = model;
    OpenDialogs dialogs = new OpenDialogs(model, this);
    getStyleClass().add("shell");
    setTop(new ToolStrip(model, dialogs));
    ViewerView viewer = new ViewerView(model.viewer(), renderer, fx);
    StackPane centre = new StackPane(viewer, new WelcomeView(model, dialogs));
    setCenter(new BorderPane(centre, messageBar(), null, null, null));
    setRight(side());
    setBottom(statusBar());
    dialogs.acceptDrops();
  }

  private ScrollPane side() {
    ScrollPane side = new ScrollPane(new LayersView(model.viewer()));
    side.setFitToWidth(true);
    side.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    side.getStyleClass().add("side-scroll");
    showOnlyWith(side, model.viewer().shown().map(shown -> shown.isPresent()));
    return side;
  }

  private HBox messageBar() {
    Label text = new Label();
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    text.textProperty().bind(model.message());
    Button dismiss = new Button("Dismiss");
    dismiss.setMinWidth(Region.USE_PREF_SIZE);
    dismiss.setOnAction(e -> model.dismissMessage());
    HBox.setHgrow(text, Priority.ALWAYS);
    text.setMaxWidth(Double.MAX_VALUE);
    HBox bar = new HBox(16, text, dismiss);
    bar.getStyleClass().add("message");
    showOnlyWith(bar, model.message().map(m -> !m.isEmpty()));
    return bar;
  }

  private HBox statusBar() {
    Label position = new Label();
    position.setMinWidth(Region.USE_PREF_SIZE);
    position.textProperty().bind(model.status().position());
    Label values = new Label();
    values.textProperty().bind(model.status().values());
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    Label activity = new Label();
    activity.textProperty().bind(model.activity());
    ProgressBar running = new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS);
    running.visibleProperty().bind(model.busy());
    HBox bar = new HBox(24, position, values, space, activity, running);
    bar.getStyleClass().add("status");
    return bar;
  }

  private static void showOnlyWith(Region region, ObservableValue<Boolean> condition) {
    region.visibleProperty().bind(condition);
    region.managedProperty().bind(condition);
  }
}
