package org.regista.app.gui.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the menus can do, found by typing a part of its name. Lies over the pictures
 * while it is open; what cannot be done now is not offered.
 */
final class CommandPalette extends VBox {

  /** One action as it is listed: "Fusion › Checkerboard", and its key. */
  record Command(String name, String key, MenuItem item) {

    boolean matches(List<String> words) {
      String lower = name.toLowerCase(Locale.ROOT);
      return words.stream().allMatch(lower::contains);
    }

    @Override
    public String toString() {
      return key.isEmpty() ? name : name + "   –   " + key;
    }
  }

  private static final double WIDTH = 460;
  private static final double HEIGHT = 320;
  private static final double TOP = 48;

  private final MenuBar menus;
  private final TextField sought = new TextField();
  private final ListView<Command> found = new ListView<>();
  private final List<Command> all = new ArrayList<>();
  private @Nullable Node focusBefore;

  CommandPalette(MenuBar menus) {
    super(4);
    this.menus = menus;
    setId("palette");
    getStyleClass().add("palette");
    sought.setPromptText("What do you want to do?");
    found.setFocusTraversable(false);
    found.setPlaceholder(new Label("No action has these words"));
    getChildren().addAll(sought, found);
    setMaxSize(WIDTH, HEIGHT);
    StackPane.setAlignment(this, Pos.TOP_CENTER);
    setTranslateY(TOP);
    sought.textProperty().subscribe(this::find);
    found.setOnMouseClicked(e -> run());
    addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    sought.focusedProperty().subscribe(here -> hideUnless(here));
    setVisible(false);
    setMinHeight(Region.USE_PREF_SIZE);
  }

  void open() {
    focusBefore = getScene().getFocusOwner();
    all.clear();
    menus.getMenus().forEach(menu -> collect(menu, ""));
    sought.clear();
    find("");
    setVisible(true);
    sought.requestFocus();
  }

  private void collect(MenuItem item, String path) {
    if (item.isDisable() || item.getText() == null) {
      return;
    }
    if (item instanceof Menu menu) {
      menu.getItems().forEach(child -> collect(child, path + menu.getText() + " › "));
    } else {
      String key = item.getAccelerator() == null ? "" : item.getAccelerator().getDisplayText();
      all.add(new Command(path + item.getText(), key, item));
    }
  }

  private void find(String text) {
    List<String> words =
        Arrays.stream(text.toLowerCase(Locale.ROOT).split(" ")).filter(w -> !w.isBlank()).toList();
    Stream<Command> matching = all.stream().filter(command -> command.matches(words));
    found.getItems().setAll(matching.toList());
    found.getSelectionModel().selectFirst();
  }

  private void key(KeyEvent e) {
    switch (e.getCode()) {
      case DOWN -> select(1);
      case UP -> select(-1);
      case ENTER -> run();
      case ESCAPE -> leave();
      default -> {
        return;
      }
    }
    e.consume();
  }

  private void select(int step) {
    int last = found.getItems().size() - 1;
    int wanted =
        Math.clamp(found.getSelectionModel().getSelectedIndex() + step, 0, Math.max(last, 0));
    found.getSelectionModel().select(wanted);
    found.scrollTo(Math.max(0, wanted - 3));
  }

  private void run() {
    Command chosen = found.getSelectionModel().getSelectedItem();
    leave();
    if (chosen != null) {
      chosen.item().fire();
    }
  }

  /** Back to where the keys went before. */
  private void leave() {
    setVisible(false);
    if (focusBefore != null) {
      focusBefore.requestFocus();
    }
  }

  private void hideUnless(boolean here) {
    if (!here && isVisible() && !isFocusWithin()) {
      setVisible(false);
    }
  }
}
