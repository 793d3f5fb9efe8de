package org.regista.job.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.regista.error.InputDataException;
import org.regista.io.AtomicFile;

/** A {@link RegistrationRecord} as JSON, written and read. */
public final class RecordFile {

  /** Properties that a later version adds are passed over; missing ones are refused. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private RecordFile() {}

  /** Writes the record, whole or not at all. */
  public static void write(RegistrationRecord record, Path file) {
    AtomicFile.write(
        file,
        out ->
            out.write((MAPPER.writeValueAsString(record) + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * @throws InputDataException if it is no record that this program understands
   */
  public static RegistrationRecord read(Path file) {
    try {
      JsonNode node = MAPPER.readTree(Files.readString(file));
      String schema = node.path("schema").asText("none");
      if (!schema.equals(RegistrationRecord.SCHEMA)) {
        throw new InputDataException(
            "'%s' has schema '%s'; this program reads '%s'"
                .formatted(file, schema, RegistrationRecord.SCHEMA));
      }
      addWhatCameLater(node);
      return MAPPER.treeToValue(node, RegistrationRecord.class);
    } catch (JsonProcessingException e) {
      throw new InputDataException(
          "'%s' is damaged: %s".formatted(file, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new InputDataException("'%s' cannot be read (%s)".formatted(file, e.getMessage()), e);
    }
  }

  /** Records of earlier versions know of no signatures, forms, edits, boxes and observations. */
  private static void addWhatCameLater(JsonNode node) {
    if (node instanceof ObjectNode record) {
      List.of("signOff", "form").stream().filter(n -> !record.has(n)).forEach(record::putNull);
      if (!record.has("edits")) {
        record.putArray("edits");
      }
      if (record.path("inputs") instanceof ObjectNode inputs && !inputs.has("box")) {
        inputs.putNull("box");
      }
      for (String side : List.of("fixed", "moving")) {
        if (record.at("/inputs/" + side) instanceof ObjectNode image
            && !image.has("observations")) {
          image.putArray("observations");
        }
      }
    }
  }
}
