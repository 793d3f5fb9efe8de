package org.regista.job.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/** Messages as lines of JSON. */
final class WorkerLines {

  /** What a map says of itself besides its numbers is not part of a message. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().disable(MapperFeature.AUTO_DETECT_IS_GETTERS).build();

  private WorkerLines() {}

  /** The message as one line, without its end. */
  static String of(WorkerMessage message) {
    try {
      return MAPPER.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message that is no JSON", e);
    }
  }

  /** The message on a line; empty if the line is something else, which a library has printed. */
  static Optional<WorkerMessage> parse(String line) {
    try {
      return line.startsWith("{")
          ? Optional.ofNullable(MAPPER.readValue(line, WorkerMessage.class))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
