package org.regista.app.gui.studies;

import java.util.Optional;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.Dragboard;

/** A series on its way from the list to the pictures. */
public final class StudyDrag {

  private static final String PREFIX = "regista-study:";

  private StudyDrag() {}

  static ClipboardContent content(String key) {
    ClipboardContent content = new ClipboardContent();
    content.putString(PREFIX + key);
    return content;
  }

  public static boolean isOne(Dragboard board) {
    return key(board).isPresent();
  }

  /** Of the series that is dragged. */
  public static Optional<String> key(Dragboard board) {
    return Optional.ofNullable(board.getString())
        .filter(text -> text.startsWith(PREFIX))
        .map(text -> text.substring(PREFIX.length()));
  }
}
