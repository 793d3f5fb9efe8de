package org.regista.study.network;

import java.util.EnumMap;
import java.util.Map;

/** One study, series or instance that an archive knows of. */
public record Match(Map<FindKey, String> values) {

  public Match {
    values = Map.copyOf(values);
  }

  /** From values by tag. */
  public static Match ofTags(Map<Integer, String> byTag) {
    Map<FindKey, String> values = new EnumMap<>(FindKey.class);
    byTag.forEach((tag, value) -> FindKey.of(tag).ifPresent(key -> values.put(key, value)));
    return new Match(values);
  }

  /** The value, without control characters; empty if the archive did not tell. */
  public String text(FindKey key) {
    return values.getOrDefault(key, "").replaceAll("\\p{Cc}", " ").strip();
  }
}
