package org.regista.app.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.regista.error.InputDataException;
import org.regista.io.AtomicFile;

/** A {@link Work}, or {@link Preferences}, as JSON, written whole or not at all, and read. */
final class WorkFile {

  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private WorkFile() {}

  static void write(Object work, Path file) {
    AtomicFile.write(
        file, out -> out.write(MAPPER.writeValueAsString(work).getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * @throws InputDataException if it is damaged or cannot be read
   */
  static Work read(Path file) {
    try {
      JsonNode node = MAPPER.readTree(Files.readString(file));
      addWhatCameLater(node);
      return MAPPER.treeToValue(node, Work.class);
    } catch (JsonProcessingException e) {
      throw new InputDataException(
          "'%s' is damaged: %s".formatted(file, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new InputDataException("'%s' cannot be read (%s)".formatted(file, e.getMessage()), e);
    }
  }

  /** Work of earlier versions knows of no forms, boxes and edits. */
  private static void addWhatCameLater(JsonNode node) {
    if (node instanceof ObjectNode work) {
      if (!work.has("form")) {
        work.set("form", MAPPER.valueToTree(Work.NO_FORM));
        work.put("placedFrom", 0);
      }
      if (work.path("settings") instanceof ObjectNode settings && !settings.has("box")) {
        settings.put("box", "");
      }
    }
  }
}
