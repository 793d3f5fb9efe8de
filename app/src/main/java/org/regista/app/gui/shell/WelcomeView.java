package org.regista.app.gui.shell;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** What stands in the middle while nothing is open: the two ways to begin. */
final class WelcomeView extends VBox {

  private static final double TEXT_WIDTH = 460;

  WelcomeView(ShellViewModel model, OpenDialogs dialogs) {
    super(16);
    getStyleClass().add("welcome");
    setAlignment(Pos.CENTER);
    Label heading = new Label("Open a registration, or two images");
    heading.getStyleClass().add("welcome-heading");
    Button result = new Button("Open result folder…");
    result.getStyleClass().add("accent");
    result.setDefaultButton(true);
    result.setTooltip(new Tooltip("A folder that 'register' has written: Ctrl+O"));
    result.setOnAction(e -> dialogs.openResult());
    Button pair = new Button("Open two images…");
    pair.setTooltip(new Tooltip("First the fixed, then the moving image: Ctrl+Shift+O"));
    pair.setOnAction(e -> dialogs.openPair());
    HBox buttons = new HBox(16, result, pair);
    buttons.setAlignment(Pos.CENTER);
    Label drop =
        new Label(
            "Or drop them here: a folder with registration.json, or two images at once (NIfTI files or DICOM"
                + " folders), the fixed one first. Two images without a registration are shown as their"
                + " headers place them, and marked NOT REGISTERED.");
    drop.setWrapText(true);
    drop.setMaxWidth(TEXT_WIDTH);
    drop.getStyleClass().add("muted");
    getChildren().addAll(heading, buttons, drop);
    visibleProperty().bind(model.viewer().shown().map(shown -> shown.isEmpty()));
  }
}
