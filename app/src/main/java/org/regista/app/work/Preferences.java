package org.regista.app.work;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.regista.error.InputDataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a person prefers, of all windows.
 *
 * @param textPercent size of all text, of the usual one
 * @param keepDays after how many days finished work is deleted, with its attempts; 0 keeps it
 * @param imageJ program of ImageJ or Fiji; empty for the first on the search path
 */
public record Preferences(int textPercent, int keepDays, String imageJ) {

  /** Usual text; nothing is ever deleted by itself. */
  public static final Preferences USUAL = new Preferences(100, 0, "");

  private static final Logger LOG = LoggerFactory.getLogger(Preferences.class);

  public Preferences {
    textPercent = Math.clamp(textPercent, 80, 200);
    keepDays = Math.max(0, keepDays);
  }

  /** From {@code file}, or the usual ones if there is none or it is damaged. */
  public static Preferences read(Path file) {
    if (!Files.isRegularFile(file)) {
      return USUAL;
    }
    try {
      JsonNode node = WorkFile.MAPPER.readTree(Files.readString(file));
      if (node instanceof ObjectNode older && !older.has("imageJ")) {
        older.put("imageJ", "");
      }
      return WorkFile.MAPPER.treeToValue(node, Preferences.class);
    } catch (IOException e) {
      LOG.warn("the preferences in '{}' cannot be read: {}", file, e.getMessage());
      return USUAL;
    }
  }

  /**
   * @throws InputDataException if the file cannot be written
   */
  public void write(Path file) {
    WorkFile.write(this, file);
  }

  public Preferences withText(int percent) {
    return new Preferences(percent, keepDays, imageJ);
  }

  public Preferences withKeepDays(int days) {
    return new Preferences(textPercent, days, imageJ);
  }

  public Preferences withImageJ(String program) {
    return new Preferences(textPercent, keepDays, program);
  }

  /** The file of all windows, beside their work. */
  public static Path file(Path work) {
    return work.resolveSibling("preferences.json");
  }
}
