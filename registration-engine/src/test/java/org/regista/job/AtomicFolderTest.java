package org.regista.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.error.InputDataException;
import org.regista.job.result.ResultFolder;

class AtomicFolderTest {

  @TempDir private Path place;

  private static Path put(Path folder, String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void make(String name, Existing existing, String text) {
    new AtomicFolder(place.resolve(name), ResultFolder.RECORD, existing)
        .write(folder -> put(folder, ResultFolder.RECORD, text));
  }

  private String content(String name) throws IOException {
    return Files.readString(place.resolve(name).resolve(ResultFolder.RECORD));
  }

  private List<String> entries() throws IOException {
    try (Stream<Path> list = Files.list(place)) {
      return list.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void appearsWithItsContentAndNothingElseStays() throws IOException {
    make("a", Existing.REFUSE, "new");
    assertThat(content("a")).isEqualTo("new");
    assertThat(entries()).containsExactly("a");
    make("not/there/yet", Existing.REFUSE, "deep");
    assertThat(content("not/there/yet")).isEqualTo("deep");
  }

  @Test
  void isNotThereBeforeItIsWhole() {
    Path target = place.resolve("r");
    boolean before =
        new AtomicFolder(target, ResultFolder.RECORD, Existing.REFUSE)
            .write(
                folder -> {
                  put(folder, "x", "1");
                  return Files.exists(target);
                });
    assertThat(before).isFalse();
    assertThat(target.resolve("x")).exists();
  }

  @Test
  void aFailureLeavesNothing() throws IOException {
    AtomicFolder folder =
        new AtomicFolder(place.resolve("r"), ResultFolder.RECORD, Existing.REFUSE);
    assertThatThrownBy(
            () ->
                folder.write(
                    part -> {
                      put(part, "half", "1");
                      throw new IllegalStateException("in the middle");
                    }))
        .hasMessage("in the middle");
    assertThat(entries()).isEmpty();
  }

  @Test
  void aFailureLeavesTheResultThatWasThere() throws IOException {
    make("r", Existing.REFUSE, "old");
    AtomicFolder folder =
        new AtomicFolder(place.resolve("r"), ResultFolder.RECORD, Existing.REPLACE);
    assertThatThrownBy(
            () ->
                folder.write(
                    part -> {
                      throw new IllegalStateException("in the middle");
                    }))
        .hasMessage("in the middle");
    assertThat(content("r")).isEqualTo("old");
    assertThat(entries()).containsExactly("r");
  }

  @Test
  void isReplacedOnlyOnRequest() throws IOException {
    make("r", Existing.REFUSE, "old");
    put(place.resolve("r"), "stale", "x");
    assertThatThrownBy(() -> make("r", Existing.REFUSE, "new"))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("--force");
    make("r", Existing.REPLACE, "new");
    assertThat(content("r")).isEqualTo("new");
    assertThat(place.resolve("r/stale")).doesNotExist();
    assertThat(entries()).containsExactly("r");
  }

  @Test
  void whatIsNoResultIsNeverReplaced() throws IOException {
    Files.createDirectory(place.resolve("home"));
    put(place.resolve("home"), "thesis.txt", "years");
    put(place, "file", "x");
    for (String name : List.of("home", "file")) {
      assertThatThrownBy(() -> make(name, Existing.REPLACE, "new"))
          .isInstanceOf(InputDataException.class)
          .hasMessageContaining("not a result folder");
    }
    assertThat(place.resolve("home/thesis.txt")).hasContent("years");
  }

  @Test
  void anEmptyFolderIsFilled() throws IOException {
    Files.createDirectory(place.resolve("r"));
    make("r", Existing.REFUSE, "new");
    assertThat(content("r")).isEqualTo("new");
  }
}
