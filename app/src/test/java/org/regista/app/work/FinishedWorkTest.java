package org.regista.app.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinishedWorkTest {

  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = Instant.parse("2026-02-01T00:00:00Z");

  @TempDir private Path root;

  private Path work(String name, String file, Instant then) throws IOException {
    Path folder = Files.createDirectories(root.resolve(name).resolve("attempt-1"));
    Files.write(folder.resolve("warped.nii.gz"), new byte[1000]);
    Path closed = Files.createFile(root.resolve(name).resolve(file));
    Files.setLastModifiedTime(closed, FileTime.from(then));
    return root.resolve(name);
  }

  @Test
  void onlyWhatWasFinishedBeforeIsDeleted() throws IOException {
    Path old = work("old", WorkFolder.CLOSED, LONG_AGO);
    Path recent = work("recent", WorkFolder.CLOSED, LATER.plusSeconds(1));
    Path abandoned = work("abandoned", WorkFolder.WORK, LONG_AGO);
    Path inUse = work("in-use", WorkFolder.CLOSED, LONG_AGO);
    try (WorkFolder window = WorkFolder.lockedIfFree(inUse).orElseThrow()) {
      FinishedWork finished = new FinishedWork(root);
      assertThat(finished.bytesBefore(LATER)).isEqualTo(2000);
      assertThat(finished.deleteBefore(LATER)).isEqualTo(1000);
      assertThat(window.path()).exists();
    }
    assertThat(old).doesNotExist();
    assertThat(recent.resolve("attempt-1/warped.nii.gz")).exists();
    assertThat(abandoned.resolve("attempt-1/warped.nii.gz")).exists();
    assertThat(inUse.resolve("attempt-1/warped.nii.gz")).exists();
  }

  @Test
  void damagedPreferencesAreTheUsualOnes() throws IOException {
    Path file = root.resolve("preferences.json");
    assertThat(Preferences.read(file)).isEqualTo(Preferences.USUAL);
    Preferences mine = Preferences.USUAL.withText(130).withKeepDays(30);
    mine.write(file);
    assertThat(Preferences.read(file)).isEqualTo(mine);
    Files.writeString(file, "{");
    assertThat(Preferences.read(file)).isEqualTo(Preferences.USUAL);
  }
}
