package org.regista.app.gui.shell;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** What stands in the middle while nothing is open: the ways to begin, and what was open before. */
final class WelcomeView extends VBox {

  private static final double TEXT_WIDTH = 480;

  private final ShellViewModel model;
  private final VBox recent = new VBox(4);

  WelcomeView(ShellViewModel model, OpenDialogs dialogs) {
    super(16);
    this.model = model;
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
    Button demo = new Button("Open the demo");
    demo.setTooltip(new Tooltip("Brain MRI of two dates, ready to be registered: Ctrl+Shift+D"));
    demo.setOnAction(e -> dialogs.openDemo());
    HBox buttons = new HBox(16, result, pair, demo);
    buttons.setAlignment(Pos.CENTER);
    recent.setMaxWidth(TEXT_WIDTH);
    recent.getStyleClass().add("recent");
    getChildren().addAll(heading, buttons, drop(), recent);
    model.recent().subscribe(this::showRecent);
    visibleProperty().bind(model.viewer().shown().map(shown -> shown.isEmpty()));
  }

  private static Label drop() {
    Label drop =
        new Label(
            "Or drop files and folders here: a folder with registration.json, or two images (NIfTI files or"
                + " DICOM folders), the fixed one first. Two images without a registration are shown as"
                + " their headers place them, and marked NOT REGISTERED.");
    drop.setWrapText(true);
    drop.setMaxWidth(TEXT_WIDTH);
    drop.getStyleClass().add("muted");
    return drop;
  }

  private void showRecent(List<RecentWork.Entry> entries) {
    recent.getChildren().clear();
    if (!entries.isEmpty()) {
      Label heading = new Label("Recent");
      heading.getStyleClass().add("heading");
      recent.getChildren().add(heading);
    }
    for (RecentWork.Entry entry : entries) {
      Hyperlink link = new Hyperlink(entry.title());
      link.setMnemonicParsing(false);
      link.setTooltip(new Tooltip(entry.place()));
      link.setOnAction(e -> model.open(entry.paths()));
      recent.getChildren().add(link);
    }
  }
}
