package org.regista.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole hostile set: a reason or a harmless image, soon, and nothing else. */
class HostileSetTest {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** Odd, but an image all the same: the encoding is plain to see, and a name opens nothing. */
  private static final List<String> HARMLESS =
      List.of(
          "meta-without-syntax",
          "empty-syntax",
          "number-00280120-99999999999999999999",
          "uid-0",
          "uid-1",
          "uid-2",
          "uid-3",
          "uid-4");

  @TempDir Path folder;

  @Test
  void everyFileIsReadOrRefusedWithAReason() throws IOException {
    Map<String, byte[]> files = HostileFiles.all();
    List<String> read = new ArrayList<>();
    assertThat(files).hasSizeGreaterThanOrEqualTo(72);
    for (Map.Entry<String, byte[]> entry : files.entrySet()) {
      Path file = Files.write(folder.resolve("hostile"), entry.getValue());
      ReaderUnderAttack.Outcome outcome =
          assertTimeout(LIMIT, () -> ReaderUnderAttack.attack(file), entry.getKey());
      assertThat(outcome.reasons()).as(entry.getKey()).doesNotContain("", "null");
      if (outcome.slices() > 0) {
        read.add(entry.getKey());
      }
    }
    assertThat(read)
        .as("hostile files that are images")
        .containsExactlyInAnyOrderElementsOf(HARMLESS);
  }
}
