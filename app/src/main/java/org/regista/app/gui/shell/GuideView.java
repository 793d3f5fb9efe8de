package org.regista.app.gui.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;

/** The user guide in a window of its own: the pages of docs/guide, which the program carries. */
final class GuideView extends BorderPane {

  /** The pages, by file and title. */
  private enum Page {
    START("1-getting-started", "Getting started"),
    TASKS("2-three-tasks", "Three tasks"),
    QUALITY("3-quality", "Reading the quality panel"),
    DELIVER("4-deliver-and-command-line", "Delivering, command line"),
    KEYS("5-keys", "Keys");

    private final String file;
    private final String title;

    Page(String file, String title) {
      this.file = file;
      this.title = title;
    }

    @Override
    public String toString() {
      return title;
    }
  }

  private static final Pattern EMPHASIS = Pattern.compile("\\*\\*|(?<=\\W)\\*|\\*(?=\\W)|`");
  private static final Pattern PICTURE =
      Pattern.compile("!\\[([^]]*)]\\(\\.\\./images/guide/([^)]+)\\)");
  private static final double WIDTH = 980;
  private static final double TEXT_WIDTH = 680;
  private static final double HEIGHT = 640;

  private final ListView<Page> pages = new ListView<>();
  private final VBox text = new VBox(8);

  private GuideView() {
    pages.getItems().setAll(Page.values());
    pages.setPrefWidth(220);
    text.getStyleClass().add("guide");
    ScrollPane scroll = new ScrollPane(text);
    scroll.setFitToWidth(true);
    setLeft(pages);
    setCenter(scroll);
    pages.getSelectionModel().select(Page.START); // before anyone listens: never nothing
    pages.getSelectionModel().selectedItemProperty().subscribe(this::show);
  }

  /** Opens the guide above {@code owner}, with its look. */
  static void open(Window owner) {
    Stage stage = new Stage();
    stage.initOwner(owner);
    stage.setTitle("Regista: user guide");
    Scene scene = new Scene(new GuideView(), WIDTH, HEIGHT);
    scene.getStylesheets().setAll(owner.getScene().getStylesheets());
    // before the list of pages, which would keep the key to itself
    scene.addEventFilter(
        KeyEvent.KEY_PRESSED,
        e -> {
          if (e.getCode() == KeyCode.ESCAPE) {
            stage.close();
          }
        });
    stage.setScene(scene);
    stage.show();
  }

  private void show(Page page) {
    text.getChildren().clear();
    StringBuilder paragraph = new StringBuilder();
    for (String line : source(page)) {
      boolean apart = line.isBlank() || line.startsWith("#") || line.startsWith("|");
      if (apart || line.startsWith("*") || line.startsWith("![")) {
        add(paragraph.toString(), "guide-text");
        paragraph.setLength(0);
      }
      if (line.startsWith("#")) {
        add(line.replaceFirst("^#+ ", ""), "guide-heading");
      } else if (line.startsWith("|") && !line.startsWith("|---")) {
        add(row(line), "guide-text");
      } else if (line.startsWith("![")) {
        picture(line);
      } else if (!apart) {
        paragraph.append(line.strip()).append(' ');
      }
    }
    add(paragraph.toString(), "guide-text");
  }

  /** A row of a table as a line: the first cell, then what is said of it. */
  private static String row(String line) {
    return line.substring(1, line.length() - 1).strip().replaceAll(" *\\| *", "   \u2013   ");
  }

  /** {@code ![what it shows](../images/guide/name.png)}, as wide as the text. */
  private void picture(String line) {
    Matcher parts = PICTURE.matcher(line);
    if (parts.find()) {
      ImageView view =
          new ImageView(new Image(stream("images/" + parts.group(2)), 0, 0, true, true));
      view.setPreserveRatio(true);
      view.setFitWidth(TEXT_WIDTH);
      view.setAccessibleText(parts.group(1));
      text.getChildren().add(view);
    }
  }

  private void add(String paragraph, String styleClass) {
    if (paragraph.isBlank()) {
      return;
    }
    String bullet = paragraph.startsWith("* ") ? "\u2022 " + paragraph.substring(2) : paragraph;
    Label label = new Label(EMPHASIS.matcher(bullet).replaceAll("").strip());
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label.getStyleClass().add(styleClass);
    text.getChildren().add(label);
  }

  private static List<String> source(Page page) {
    try (InputStream in = stream(page.file + ".md")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream stream(String file) {
    String name = "/org/regista/app/guide/" + file;
    InputStream in = GuideView.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException(name + " is missing from the program's jar");
    }
    return in;
  }
}
